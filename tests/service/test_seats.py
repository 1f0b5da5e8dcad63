import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.composing.page import Reader
from service.errors import ReaderLeft
from service.seats import Seats


def test_no_more_than_the_places_are_taken_at_once() -> None:
    seats, lock = Seats(2), threading.Lock()
    now, most = 0, 0

    def sit(_: int) -> None:
        nonlocal now, most
        with seats.taken(Reader()):
            with lock:
                now += 1
                most = max(most, now)
            threading.Event().wait(0.02)
            with lock:
                now -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(sit, range(16)))
    assert (now, most) == (0, 2)


def test_who_leaves_while_waiting_gives_up_and_takes_no_place() -> None:
    seats, left = Seats(1), Reader()
    with ThreadPoolExecutor(1) as pool:

        def wait() -> None:
            with seats.taken(left):
                raise AssertionError("it has a place")

        with seats.taken(Reader()):
            waiting = pool.submit(wait)
            left.left.set_result(None)
            assert isinstance(waiting.exception(5), ReaderLeft)
    with seats.taken(Reader()):
        pass


def test_what_was_read_for_somebody_who_left_goes_no_further() -> None:
    reader = Reader()
    with pytest.raises(ReaderLeft), Seats().taken(reader):
        reader.left.set_result(None)


def test_a_fault_gives_the_place_back() -> None:
    seats = Seats(1)
    with pytest.raises(ValueError, match="broken"), seats.taken(Reader()):
        raise ValueError("broken")
    with seats.taken(Reader()):
        pass
