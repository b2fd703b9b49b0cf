-- What a listener's signing key is for, and the keys before it that sign until their time has come:
-- [{"scheme": "v1", "secret": "v1:<key id>:<ciphertext>", "until": "<instant>"}], the newest first.
alter table listener
    add column signing_scheme text not null default 'v1' check (signing_scheme in ('v1', 'v1a')),
    add column previous_signing_secrets json not null default '[]';
