// Times how long a frame takes while numbers grow, point by point: in all frames, and in those in which
// most of the digits are there.

async function timeNumbers(form, drawings) {
  const reader = await live.makeReader(form), times = [], atEnd = [], nRead = { oneView: 0, allViews: 0 };
  const counting = {
    classesOf(strokes) {
      nRead.oneView += 1;
      return reader.classesOf(strokes);
    },
    readStrokes(strokes) {
      nRead.allViews += 1;
      return reader.readStrokes(strokes);
    },
  };
  for (const strokes of drawings) {
    const read = numbers.makeNumberReader(counting);
    strokes.forEach((stroke, i) => {
      for (let n = 1; n <= stroke.length; n += 2) {
        const begin = performance.now();
        read([...strokes.slice(0, i), stroke.slice(0, n)]);
        times.push(performance.now() - begin);
        if (i >= 0.8 * strokes.length) atEnd.push(times.at(-1));
      }
    });
  }
  return { times, atEnd, nRead };
}
