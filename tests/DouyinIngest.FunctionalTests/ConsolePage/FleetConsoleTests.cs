using System.Globalization;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.FunctionalTests.Brokers;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DouyinIngest.FunctionalTests.ConsolePage;

/// <summary>The console of one pod of a real fleet: it shows the rooms of all, and what is done there reaches the pod that runs the room.</summary>
[Collection("broker")]
[Trait("Category", "Broker")]
public sealed class FleetConsoleTests(BrokerFixture fixture, Browser browser) : IClassFixture<Browser>
{
    private const int Pods = 3;
    private const int Rooms = 18;

    [Fact(Timeout = TimeLimit.Load)]
    public async Task OnePodsPage_ShowsAllRoomsAndPausesOneThatRunsElsewhere()
    {
        fixture.RequireHonest("the mock cluster has no consumer group of three members");
        var page = await browser.PageAsync();
        await using var fleet = await ConsoleFleet.StartAsync(fixture.Broker, BrokerFixture.NewPrefix("console"), Pods, Rooms, TestContext.Current.CancellationToken);
        var complaints = new List<string>();
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(new Uri(fleet.Consoles[0], "/console").ToString());

        var rows = page.Locator("#space .row:not([hidden])");
        await Expect(rows).ToHaveCountAsync(Rooms);
        await Expect(rows.Filter(new() { HasText = "streaming" })).ToHaveCountAsync(Rooms, new() { Timeout = 30_000 });
        foreach (var room in fleet.Upstream.Rooms.Select(room => room.LiveId.ToString(CultureInfo.InvariantCulture)))
        {
            var owner = await Row(page, room).Locator(".c-pod").TextContentAsync();
            Assert.Equal($"pod-{fleet.PodOf(room)}", owner!.Split(' ')[0]);
        }

        await browser.PictureAsync(page, "fleet-rooms");
        await page.Locator("#tab-pods").ClickAsync();
        for (var pod = 0; pod < Pods; pod++)
        {
            await Expect(page.Locator("#pods")).ToContainTextAsync($"pod-{pod}");
        }

        await browser.PictureAsync(page, "fleet-pods");
        await page.Locator("#tab-rooms").ClickAsync();
        var elsewhere = fleet.Upstream.Rooms.Select(room => room.LiveId.ToString(CultureInfo.InvariantCulture)).First(room => fleet.PodOf(room) > 0);
        var its = fleet.PodOf(elsewhere);
        await Row(page, elsewhere).ClickAsync();
        await Expect(page.Locator("#tail")).ToContainTextAsync($"runs on pod pod-{its}");
        await Expect(page.Locator("#tail a")).ToHaveAttributeAsync("href", $"http://{fleet.Consoles[its].Authority}/console#room={elsewhere}");

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause room" }).ClickAsync();
        await page.Locator("#token").FillAsync(ConsoleRig.Token);
        await page.Locator("#ask-yes").ClickAsync();
        await page.Locator("#ask-yes").ClickAsync();
        await Expect(page.Locator("#toast")).ToContainTextAsync($"Room {elsewhere} is paused");
        await Eventually.IsTrueAsync(() => fleet.PodOf(elsewhere) < 0 && fleet.Upstream.Counters.Open.Now == Rooms - 1, TimeSpan.FromSeconds(20), () => "the room closed on its pod");
        await Expect(page.Locator("#detail-state")).ToContainTextAsync("paused");
        await browser.PictureAsync(page, "fleet-paused");

        await page.GetByRole(AriaRole.Button, new() { Name = "Resume room" }).ClickAsync();
        await Expect(page.Locator("#toast")).ToContainTextAsync($"Room {elsewhere} is active");
        await Eventually.IsTrueAsync(() => fleet.PodOf(elsewhere) == its, TimeSpan.FromSeconds(20), () => "the room streams on its pod again");
        await Expect(Row(page, elsewhere)).ToContainTextAsync("streaming", new() { Timeout = 20_000 });
        Assert.Empty(complaints);
        await page.Context.CloseAsync();
    }

    private static ILocator Row(IPage page, string liveId)
        => page.Locator("#space .row:not([hidden])").Filter(new LocatorFilterOptions { Has = page.Locator($".id:text-is('{liveId}')") });
}
