using System.Net;
using System.Net.Sockets;
using Npgsql;
using WarmHandover.Platform.EventLog.Postgres;
using WarmHandover.Platform.Hosting;
using WarmHandover.Tests.Servers;

namespace WarmHandover.Tests.EventLog;

/// <summary>What stops a start on PostgreSQL: a log of which a part is gone, and tables of a newer version.</summary>
[Collection(OnPostgres.Name)]
public sealed class PostgresStartTests(PostgresFixture postgres) : IAsyncLifetime
{
    private PostgresDatabase database = null!;

    public async Task InitializeAsync()
    {
        database = await postgres.Server.NewDatabase();
        await PostgresMigrations.Run(database.Migrator, "signal", database.RuntimeRole, default);
        await using var log = new PostgresEventLog(database.Runtime, "signal", TimeProvider.System);
        for (var i = 1; i <= 12; i++)
            await log.Append(Written.Facts(Written.Stream(i), 0), default);
        await log.Start(default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_server_that_is_too_old_is_named_with_the_version_that_is_needed()
    {
        // The real server, behind a line on which it says another version of itself.
        var real = new NpgsqlConnectionStringBuilder(database.Runtime);
        using var line = new TcpListener(IPAddress.Loopback, 0);
        line.Start();
        var between = Between(line, real.Port);
        var old = new NpgsqlConnectionStringBuilder(database.Runtime)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)line.LocalEndpoint).Port,
            Pooling = false,
        };
        await using var log = new PostgresEventLog(old.ConnectionString, "signal", TimeProvider.System);
        var sentence = (await Assert.ThrowsAsync<StartRefusedException>(() => log.Start(default))).Message;
        Assert.Contains("is te oud; 14 of nieuwer is nodig", sentence, StringComparison.Ordinal);
        line.Stop();
        await between;
    }

    private static async Task Between(TcpListener line, int port)
    {
        using var asks = await line.AcceptTcpClientAsync();
        using var answers = new TcpClient();
        await answers.ConnectAsync(IPAddress.Loopback, port);
        var (near, far) = (asks.GetStream(), answers.GetStream());
        var there = near.CopyToAsync(far);
        var (piece, said) = (new byte[64 * 1024], 0);
        while ((said = await far.ReadAsync(piece)) > 0)
        {
            var at = piece.AsSpan(0, said).IndexOf("server_version\0"u8);
            if (at >= 0)
                "09"u8.CopyTo(piece.AsSpan(at + "server_version\0"u8.Length));
            await near.WriteAsync(piece.AsMemory(0, said));
            if (there.IsCompleted)
                break;
        }
    }

    [Theory]
    [InlineData("delete from signal.events where position = 7", "ontbreken")]
    [InlineData("delete from signal.events where position = 12", "ontbreken")]
    [InlineData("insert into signal.migrations (file, sha256) values ('EventLog/0999-later.sql', '')", "nieuwere versie")]
    public async Task A_hole_or_a_newer_version_is_said_in_one_sentence(string fault, string why)
    {
        await PostgresServer.Execute(database.Admin, fault);
        await using var log = new PostgresEventLog(database.Runtime, "signal", TimeProvider.System);
        Assert.Contains(
            why, (await Assert.ThrowsAsync<StartRefusedException>(() => log.Start(default))).Message, StringComparison.Ordinal);
    }
}
