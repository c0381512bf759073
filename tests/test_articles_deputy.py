from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from parsers.articles.forms.deputy import Deputy, Limits
from parsers.articles.forms.told import Told
from parsers.articles.refusals import RefusedError

GOOD = b"Subject: x\n\nIran exported 5 tons."
ENDLESS = b"Content-Type: text/plain" + b";a=1" * 500_000 + b"\n\nx"
GREEDY = b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\nx"


@pytest.fixture
def mail() -> Iterator[Deputy]:
    deputy = Deputy("mail", Limits(seconds=0.2))
    yield deputy
    deputy.stop()


def text_of(deputy: Deputy, data: bytes = GOOD) -> str:
    (item,) = deputy.ask(data)
    assert isinstance(item, Told)
    return item.text


def is_running(process: int) -> bool:
    """Whether a process has not ended; nobody may have asked yet how it ended."""
    try:
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


def process_of(deputy: Deputy) -> subprocess.Popen[bytes]:
    assert deputy._process is not None
    return deputy._process


def test_a_file_that_takes_too_long_is_refused_and_the_next_one_read(
    mail: Deputy,
) -> None:
    with pytest.raises(RefusedError, match=r"reading it takes more than 0.2 s"):
        mail.ask(ENDLESS)

    assert text_of(mail) == "Iran exported 5 tons."


def test_a_file_that_takes_too_much_memory_is_refused() -> None:
    deputy = Deputy("mail", Limits(memory=80 * 2**20))

    with pytest.raises(RefusedError, match="reading it takes too much memory"):
        deputy.ask(GREEDY)

    deputy.stop()


def test_the_time_is_for_each_file(mail: Deputy) -> None:
    lines = b"Subject: x\n" + b"".join(b"X%d: y\n" % n for n in range(5000)) + b"\nx"

    for _ in range(8):
        assert text_of(mail, lines) == "x"


def test_one_process_reads_many_files(mail: Deputy) -> None:
    text_of(mail)
    first = process_of(mail)

    text_of(mail)

    assert process_of(mail) is first


def test_a_process_that_somebody_ended_is_replaced(mail: Deputy) -> None:
    text_of(mail)
    process_of(mail).kill()
    process_of(mail).wait()

    assert text_of(mail) == "Iran exported 5 tons."


def test_a_process_that_breaks_down_is_replaced(mail: Deputy) -> None:
    text_of(mail)
    process_of(mail).send_signal(signal.SIGSTOP)
    killer = threading.Timer(0.05, process_of(mail).kill)
    killer.start()

    with pytest.raises(RefusedError, match="what reads it broke down"):
        mail.ask(GOOD)

    killer.join()
    assert text_of(mail) == "Iran exported 5 tons."


def test_threads_get_the_answers_to_their_own_questions(mail: Deputy) -> None:
    texts = [f"text {n}" for n in range(20)]
    got: list[str] = []
    ask = [
        threading.Thread(
            target=lambda text=text: got.append(
                text_of(mail, f"Subject: {text}\n\n{text}".encode())
            )
        )
        for text in texts
    ]

    for thread in ask:
        thread.start()
    for thread in ask:
        thread.join()

    assert sorted(got) == sorted(texts)


def test_nothing_in_the_folder_where_a_person_works_is_taken_for_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mail: Deputy
) -> None:
    (tmp_path / "parsers").mkdir()
    for name in ("parsers/__init__.py", "email.py", "json.py"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    assert text_of(mail) == "Iran exported 5 tons."
    assert not (tmp_path / "ran").exists()


def test_a_deputy_ends_with_the_program() -> None:
    program = (
        f"import sys; sys.path[:] = {sys.path!r}\n"
        "from parsers.articles.forms.deputy import deputy\n"
        "asked = deputy('mail'); asked.ask(b'Subject: x\\n\\nx')\n"
        "print(asked._process.pid)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stderr == ""
    assert not is_running(int(done.stdout))


def test_a_deputy_ends_when_the_program_is_killed() -> None:
    program = (
        f"import os, sys; sys.path[:] = {sys.path!r}\n"
        "from parsers.articles.forms.deputy import deputy\n"
        "asked = deputy('mail'); asked.ask(b'Subject: x\\n\\nx')\n"
        "os.write(1, b'%d' % asked._process.pid); os.kill(os.getpid(), 9)"
    )

    killed = subprocess.run([sys.executable, "-c", program], capture_output=True)

    while is_running(int(killed.stdout)):
        time.sleep(0.01)


def test_a_process_that_is_forked_off_gets_deputies_of_its_own() -> None:
    program = (
        f"import os, sys; sys.path[:] = {sys.path!r}\n"
        "from parsers.articles.forms.deputy import deputy\n"
        "deputy('mail').ask(b'Subject: x\\n\\nx')\n"
        "first = deputy('mail')._process.pid\n"
        "if (child := os.fork()) == 0:\n"
        "    print(deputy('mail').ask(b'Subject: x\\n\\nchild')[0].text)\n"
        "    sys.exit()\n"
        "os.waitpid(child, 0)\n"
        "print(deputy('mail').ask(b'Subject: x\\n\\nparent')[0].text)\n"
        "print(first == deputy('mail')._process.pid)"
    )

    done = subprocess.run([sys.executable, "-uc", program], capture_output=True)

    assert done.stdout.split() == [b"child", b"parent", b"True"], done.stderr
