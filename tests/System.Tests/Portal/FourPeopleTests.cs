using Microsoft.Playwright;
using WarmHandover.Embedded.Sample;
using WarmHandover.Tests.Journey;

namespace WarmHandover.Tests.Portal;

/// <summary>The whole story in four windows, on the house in one process.</summary>
public sealed class FourPeopleTests(ChromiumHouse house) : IClassFixture<ChromiumHouse>
{
    [Fact]
    public Task Four_people_hand_over_a_family_in_one_process() =>
        new FourPeople(house.House, house.Portal, house.Chromium, "een-proces").Play(CancellationToken.None);
}

/// <summary>
/// The same story on six processes over RabbitMQ and PostgreSQL: pages and APIs on the gateway's address, sessions in PostgreSQL.
/// </summary>
[Collection(WithHouseServers.Name)]
public sealed class FourPeopleOverProcessesTests(HouseServers servers)
{
    [Fact]
    public async Task Four_people_hand_over_a_family_over_six_processes()
    {
        await using var stood = await servers.Open(CancellationToken.None, pages: true);
        await Stage.Set(stood.House, CancellationToken.None);
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await ChromiumHouse.Launch(playwright);

        await new FourPeople(stood.House, stood.House.Address, chromium, "zes-processen").Play(CancellationToken.None);
    }
}
