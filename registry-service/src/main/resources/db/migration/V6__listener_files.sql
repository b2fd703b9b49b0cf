-- Listeners that files define. The key is theirs within the tenant; the digest says which text of the file is in force.
alter table listener
    add column file_key    text,
    add column file_digest text,
    add constraint listener_file_whole check ((file_key is null) = (file_digest is null));

create unique index listener_by_file_key on listener (tenant, file_key) where file_key is not null;
