import httpx


def test_the_articles_are_listed_page_by_page(client: httpx.Client):
    whole = client.get("/v1/articles").json()
    assert len(whole["articles"]) == 3
    assert whole["next"] is None
    first = client.get("/v1/articles", params={"limit": 2}).json()
    rest = client.get("/v1/articles", params={"limit": 2, "after": first["next"]}).json()
    assert first["articles"] + rest["articles"] == whole["articles"]


def test_an_article_has_its_fields_and_what_its_source_does_not_give_is_null(client: httpx.Client):
    by_title = {article["title"]: article for article in client.get("/v1/articles").json()["articles"]}
    dated = by_title["What is on the table in Geneva"]
    assert dated["publisher"] == "The Meridian"
    assert dated["authors"] == ["Ana Ruiz", "Tom Byrne"]
    assert (dated["published_at"], dated["modified_at"]) == ("2025-11-24", "2025-11-25")
    assert (dated["correction"], dated["expires_at"]) == ("An earlier version gave 27 points.", None)
    undated = by_title["How to print a tag"]
    assert (undated["published_at"], undated["modified_at"], undated["publisher"]) == (None, None, None)


def test_passages_are_found_with_offsets_into_their_article(client: httpx.Client):
    found = client.get("/v1/search", params={"q": "How many troops?", "limit": 2}).json()
    assert "600,000" in found["hits"][0]["text"]
    for hit in found["hits"]:
        article = client.get(f"/v1/articles/{hit['article_id']}").json()
        assert article["text"][hit["start"] : hit["end"]] == hit["text"]


def test_a_search_is_limited_to_its_filters(client: httpx.Client):
    by = {"q": "peace plan", "publisher": "Harbour Daily"}
    assert {hit["publisher"] for hit in client.get("/v1/search", params=by).json()["hits"]} == {"Harbour Daily"}
    after = {"q": "peace plan", "published_after": "2026-01-01"}
    assert client.get("/v1/search", params=after).json()["hits"] == []
