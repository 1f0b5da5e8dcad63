from service.web.chat.messages import Message, Role, Turn, chat

USER, ASSISTANT, SYSTEM, TOOL = Role.USER, Role.ASSISTANT, Role.SYSTEM, Role.TOOL


def messages(*said: tuple[Role, object]) -> list[Message]:
    return [Message.model_validate({"role": role, "content": content}) for role, content in said]


def test_the_last_message_of_the_user_is_the_question_and_what_was_said_before_are_turns() -> None:
    asked, earlier = chat(
        messages(
            (SYSTEM, "Lie."), (USER, "One?"), (ASSISTANT, "1."), (USER, "Two?"), (ASSISTANT, "2."), (USER, "Three?")
        )
    )
    assert asked == "Three?"
    assert earlier == (Turn("One?", "1."), Turn("Two?", "2."))


def test_what_tools_say_is_no_part_of_a_turn() -> None:
    asked, earlier = chat(
        messages((USER, "One?"), (ASSISTANT, None), (TOOL, "900"), (ASSISTANT, "1."), (USER, "Two?"), (ASSISTANT, None))
    )
    assert (asked, earlier) == ("Two?", (Turn("One?", "1."),))


def test_a_question_that_was_never_answered_is_no_turn_and_an_answer_without_a_question_neither() -> None:
    asked, earlier = chat(messages((ASSISTANT, "Hello!"), (USER, "One?"), (USER, "Two?")))
    assert (asked, earlier) == ("Two?", ())


def test_texts_in_parts_are_joined() -> None:
    parts = [{"type": "text", "text": "One"}, {"type": "text", "text": "two?"}]
    assert chat(messages((USER, parts))).question == "One\ntwo?"
