"""The quiz: ten pictures that the visitor reads, and a model that has not learned from them."""

from typing import Any

import numpy as np
import streamlit as st

from digitrec.datasets import in_format
from digitrec.errors import ModelFileError
from digitrec.evaluation import Answers, make_answers, pick_questions, score_in_words
from digitrec.formats import png_uri
from digitrec.shipped import held_out_answers
from digitrec.ui.explore.sample import DIGITS, Sample
from digitrec.ui.shared import cached
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.pictures import figure_html
from digitrec.ui.shared.runs import reader_key
from digitrec.ui.shared.scroll import bring_into_view
from digitrec.ui.shared.state import QUIZ, QUIZ_NUMBER
from digitrec.words import with_article

MOST_QUIZZES = 9999
ANSWER = "quiz-answer"


def show_quiz(sample: Sample) -> None:
    """Show the picture to be read, or the score once all have been read."""
    number = st.session_state.setdefault(QUIZ_NUMBER, 1)
    try:
        answers = _answers(sample, sample.key, number, _reader())
    except ModelFileError as error:
        st.error(log_refusal(error))
        return
    quiz = _state(f"{sample.key} {number}")
    if quiz["at"] < answers.n:
        _show_question(quiz, answers)
    else:
        _show_score(quiz, answers)
    st.number_input(
        "Quiz number (the same number, the same pictures)",
        1,
        MOST_QUIZZES,
        key=QUIZ_NUMBER,
        persist_state="session",
        width=320,
    )


def _reader() -> str:
    """The model that reads the visitor's drawings, if it is one whose held-out answers are kept."""
    key = reader_key()
    return key if key in cached.shipped_titles() else cached.DEFAULT_MODEL


@st.cache_resource(show_spinner=False, max_entries=100)
def _answers(_sample: Sample, key: str, number: int, reader: str) -> Answers:  # noqa: ARG001
    """What a model says of a quiz's pictures, none of which it has learned from."""
    places = pick_questions(_sample.oddness, random_state=number)
    title = cached.shipped_titles()[reader]
    if _sample.dataset.name == "digits":
        return held_out_answers(reader, "file_order", model=title).subset(_sample.rows[places])
    model = cached.model(reader)  # which has learned from no picture of MNIST's
    pictures = in_format(_sample.dataset, model.picture_format, places)
    probabilities = model.predict_images(pictures.images)
    return make_answers(pictures, np.arange(len(places)), probabilities, model=title)


def _state(name: str) -> dict[str, Any]:
    """Which question this visitor is at, and what they have read so far."""
    if st.session_state.get(QUIZ, {}).get("name") != name:
        st.session_state[QUIZ] = {"name": name, "at": 0, "guesses": []}
    return st.session_state[QUIZ]


def _show_question(quiz: dict[str, Any], answers: Answers) -> None:
    at, guesses = quiz["at"], quiz["guesses"]
    (image,) = answers.images(np.array([at]))
    source = png_uri(image, max_value=answers.picture_format.max_value)
    with st.container(key="quiz", horizontal=True, gap="large"):
        with st.container():
            st.html(f'<img class="dr-quiz-picture" src="{source}" alt="A digit, to be read">')
        with st.container():
            st.markdown(f"**What is it?** Picture {at + 1} of {answers.n}")
            # The verdict takes the place of the buttons, so that a phone need not be scrolled.
            with st.container(key=ANSWER):
                if len(guesses) == at:
                    _show_buttons()
                else:
                    st.markdown(_verdict(guesses[at], answers, at))
                    title = "Next picture" if at + 1 < answers.n else "See the score"
                    st.button(title, key="next", type="primary", shortcut="Enter", on_click=_go_on)


def _show_buttons() -> None:
    with st.container(key="quiz-digits", horizontal=True):
        for digit in DIGITS:
            st.button(
                str(digit),
                key=f"guess {digit}",
                width="stretch",
                shortcut=str(digit),
                on_click=_guess,
                args=(digit,),
            )


def _guess(digit: int) -> None:
    quiz = st.session_state[QUIZ]
    if len(quiz["guesses"]) == quiz["at"]:  # a second tap may come before the page has changed
        quiz["guesses"].append(digit)
    bring_into_view(ANSWER)


def _go_on() -> None:
    quiz = st.session_state[QUIZ]
    quiz["at"] = len(quiz["guesses"])
    bring_into_view(ANSWER)


def _verdict(guess: int, answers: Answers, at: int) -> str:
    label, read = answers.y_true[at], answers.y_pred[at]
    if guess == label:
        you = f":material/check_circle: **Right**, it is **{with_article(label)}**."
    else:
        meant, said = with_article(label), with_article(guess)
        you = f":material/cancel: Its writer meant **{meant}**, not {said}."
    return f"{you} The model read **{read}**{', too' if read == guess else ''}."


def _show_score(quiz: dict[str, Any], answers: Answers) -> None:
    score, trust = score_in_words(quiz["guesses"], answers)
    with st.container(key=ANSWER):
        st.html(f'<p class="dr-quiz-score">{score}</p>')
        st.markdown(
            f"The model is *{answers.model}*. It had not learned from these pictures "
            f"(*held out*), so it was as new to them as you. {trust}"
        )
        figures = "".join(
            figure_html(
                answers.images(np.array([i]))[0],
                f"It is {label}",
                f"you {guess}, model {read}",
                picture_format=answers.picture_format,
                mark="" if guess == label else "dr-differs",
            )
            for i, (label, guess, read) in enumerate(
                zip(answers.y_true, quiz["guesses"], answers.y_pred, strict=True)
            )
        )
        st.html(f'<div class="dr-figures dr-figures-ten">{figures}</div>')
        st.button("New quiz", key="new quiz", type="primary", on_click=_begin_anew)


def _begin_anew() -> None:
    st.session_state[QUIZ_NUMBER] = st.session_state[QUIZ_NUMBER] % MOST_QUIZZES + 1
