-- Where the log of this schema goes on, once it was moved: 'postgres', 'eventstore', 'elders' (another store), 'onderweg' (a move is not
-- done). A program that was started with other settings refuses, so that no two logs go on from one.
create table {schema}.moved (
    one    boolean primary key default true check (one),
    stands text not null
);
grant select, insert, update on {schema}.moved to {runtime};
