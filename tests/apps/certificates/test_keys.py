"""The key is made once, is its owner's alone, and outlives those who race for it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from onedoor.apps.certificates.keys import current_credentials, known_certificates
from onedoor.errors import Unavailable


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    folder = tmp_path / "keys"
    made = current_credentials(folder)
    assert current_credentials(folder) == made
    assert [path.name for path in folder.iterdir()] == ["signing.pem"]
    assert (folder / "signing.pem").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_those_who_come_at_once_get_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(current_credentials, [tmp_path] * 16))
    assert len(made) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["signing.pem"]


def test_retired_keys_are_still_known(tmp_path):
    first = current_credentials(tmp_path)
    (tmp_path / "signing.pem").rename(tmp_path / "retired-2026.pem")
    second = current_credentials(tmp_path)
    assert known_certificates(tmp_path) == {first.certificate, second.certificate}


def test_where_no_key_can_be_kept_the_signer_is_unavailable(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(Unavailable) as refused:
        current_credentials(tmp_path / "file" / "keys")
    assert refused.value.code == "signer.unavailable"
