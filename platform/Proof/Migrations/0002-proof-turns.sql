-- From how many entries on another key signs: a replica that still holds the key of before adds nothing behind that.

create table {schema}.proof_turns (
    number bigint primary key,
    after  bigint not null,
    key    text   not null,
    at     bigint not null
);

grant select, insert on {schema}.proof_turns to {runtime};
