-- The Merkle tree over the log, in tiles, where each stream ends, and the signed checkpoints: made, never changed.

create table {schema}.proof_tiles (
    level          int    not null,
    tile           bigint not null,
    first_position bigint,
    hashes         bytea  not null,
    positions      bytea,
    primary key (level, tile)
) with (fillfactor = 50);
create index proof_tiles_by_position on {schema}.proof_tiles (first_position) where first_position is not null;

create table {schema}.proof_streams (
    key     bytea  primary key,
    version bigint not null,
    hash    bytea  not null
) with (fillfactor = 70);

-- Of two replicas that both go on from the same checkpoint, one loses: a checkpoint has one successor.
create table {schema}.proof_checkpoints (
    size     bigint primary key,
    before   bigint not null unique,
    position bigint not null,
    event_id text   not null,
    at       bigint not null,
    note     text   not null,
    check (before < size)
);

grant select, insert, update on {schema}.proof_tiles, {schema}.proof_streams to {runtime};
grant select, insert on {schema}.proof_checkpoints to {runtime};
