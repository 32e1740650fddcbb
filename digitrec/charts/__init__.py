"""Arrays in, a Plotly figure out; colours and sizes live here and nowhere else."""
