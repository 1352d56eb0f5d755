"""What every test of the catalogue's API asks with."""

import pytest


@pytest.fixture
def get(client):
    """Status and body."""

    def get(address, **query):
        response = client.get(f"/api/v1/{address}", query)
        return response.status_code, response.json()

    return get
