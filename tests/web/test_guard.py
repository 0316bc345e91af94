"""Who may ask, and what every answer says of what it may do."""

import pytest
from fastapi.testclient import TestClient

from abstand.store import Store
from abstand.web import create_app


def test_every_answer_forbids_foreign_and_inline_code(client: TestClient) -> None:
    for path in ("/", "/api/method", "/static/page.js", "/nothing"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy


def test_a_drawing_may_bring_its_style_and_no_script(client: TestClient) -> None:
    policy = client.get("/chart/pair/KAZ/RUS.svg").headers["content-security-policy"]
    assert "script-src" not in policy
    assert policy.startswith("default-src 'none'; style-src")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/..%2f..%2f..%2fmodel.py", "/static/%2e%2e/%2e%2e/errors.py",
        "/static//etc/passwd", "/static/..%5c..%5cmodel.py", "/static/vendor/../../words.py",
    ],
)  # fmt: skip
def test_no_path_leaves_the_static_folder(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_no_page_carries_inline_code(client: TestClient) -> None:
    for path in ("/", "/pair/KAZ/RUS", "/coverage"):
        page = client.get(path).text
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        assert page.count("<script") == page.count("<script src=")


def test_a_foreign_host_name_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_a_host_of_ones_own_is_known(store: Store) -> None:
    client = TestClient(create_app(store, hosts=("news.example",)))
    assert client.get("/", headers={"Host": "news.example:8000"}).status_code == 200


@pytest.mark.parametrize(
    ("authorization", "status"),
    [(None, 401), ("Basic eDp3cm9uZw==", 401), ("Basic ???", 401), ("Bearer s3cret", 401), ("Basic eDpzM2NyZXQ=", 200)],
)
def test_a_password_is_asked_for_everywhere(store: Store, authorization: str | None, status: int) -> None:
    client = TestClient(create_app(store, password="s3cret"))
    headers = {"Authorization": authorization} if authorization else {}
    for path in ("/", "/api/method", "/static/style.css", "/openapi.json"):
        assert client.get(path, headers=headers).status_code == status
