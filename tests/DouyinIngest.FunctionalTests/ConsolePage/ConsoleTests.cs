using System.Globalization;
using DouyinIngest.Tests.Server.Fakes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DouyinIngest.FunctionalTests.ConsolePage;

/// <summary>The console as a person uses it, in a real browser.</summary>
[Collection("console")]
public sealed class ConsoleTests(Browser browser)
{
    private const int PageWeight = 200 * 1024;
    private const double FirstPaint = 1000;

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Rooms_AreListedWithStatePodRateAndRemedy()
    {
        await using var rig = await ConsoleRig.OpenAsync(browser, new ConsoleView(), TestContext.Current.CancellationToken);

        await Expect(rig.Page).ToHaveURLAsync(new Uri(rig.Address, "/console").ToString());
        await Expect(rig.Page.Locator("#shown")).ToContainTextAsync("302 rooms");
        await Expect(rig.Row("100001")).ToContainTextAsync("streaming");
        await Expect(rig.Page.Locator("#chips")).ToContainTextAsync("Needs attention");
        await Expect(rig.Page.Locator("#health")).ToHaveTextAsync("Ready");
        await rig.Page.GetByRole(AriaRole.Button, new() { Name = "Needs attention" }).ClickAsync();
        await Expect(rig.Rows.First).ToContainTextAsync("backing off");
        await Expect(rig.Rows.First.Locator(".c-why")).Not.ToBeEmptyAsync();
        Assert.Empty(rig.Complaints);
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Search_Words_LeaveTheRoomsThatHaveThemAll()
    {
        await using var rig = await ConsoleRig.OpenAsync(browser, new ConsoleView(), TestContext.Current.CancellationToken);

        await rig.Search.FillAsync("tenant=green streaming");
        await Expect(rig.Page.Locator("#shown")).ToContainTextAsync(" of 302 rooms");
        await rig.Search.FillAsync("100042");
        await Expect(rig.Rows).ToHaveCountAsync(1);
        await Expect(rig.Rows.First).ToContainTextAsync("100042");
        await rig.Search.FillAsync("no such thing");
        await Expect(rig.Page.Locator("#empty")).ToBeVisibleAsync();
        await rig.Search.PressAsync("Escape");
        await Expect(rig.Search).ToHaveValueAsync("");
        await Expect(rig.Page.Locator("#shown")).Not.ToContainTextAsync(" of ");
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Chip_OfAState_FiltersAndASecondPressEndsIt()
    {
        await using var rig = await ConsoleRig.OpenAsync(browser, new ConsoleView(), TestContext.Current.CancellationToken);
        var chip = rig.Page.Locator("#chips .chip[data-key='paused']");

        await chip.ClickAsync();
        await Expect(chip).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(rig.Rows).ToHaveCountAsync(3);
        await Expect(rig.Rows.First).ToContainTextAsync("100007");
        await chip.ClickAsync();
        await Expect(rig.Page.Locator("#chips .chip[data-key='all']")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Head_Pressed_SortsBothWays()
    {
        await using var rig = await ConsoleRig.OpenAsync(browser, new ConsoleView(), TestContext.Current.CancellationToken);
        var head = rig.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Events/s" });

        await head.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(head).ToHaveAttributeAsync("aria-sort", "descending");
        var most = await RateAsync(rig);
        await head.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(head).ToHaveAttributeAsync("aria-sort", "ascending");
        Assert.True(most > await RateAsync(rig));
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Keys_Alone_SearchOpenAndClose()
    {
        await using var rig = await ConsoleRig.OpenAsync(browser, new ConsoleView { Rooms = 2_000 }, TestContext.Current.CancellationToken);
        var keyboard = rig.Page.Keyboard;

        await keyboard.PressAsync("/");
        await Expect(rig.Search).ToBeFocusedAsync();
        await keyboard.TypeAsync("streaming");
        await keyboard.PressAsync("ArrowDown");
        await Expect(rig.Grid).ToBeFocusedAsync();
        await keyboard.PressAsync("ArrowDown");
        await keyboard.PressAsync("ArrowDown");
        await keyboard.PressAsync("ArrowUp");
        var picked = rig.Page.Locator("#space .row[aria-selected='true'] .id");
        await Expect(picked).ToHaveTextAsync("100002");
        var active = await rig.Grid.GetAttributeAsync("aria-activedescendant");
        await Expect(rig.Page.Locator($"#{active}")).ToHaveAttributeAsync("aria-selected", "true");
        await keyboard.PressAsync("Enter");
        await Expect(rig.Detail).ToBeVisibleAsync();
        await Expect(rig.Page.Locator("#detail-name")).ToBeFocusedAsync();
        await Expect(rig.Page.Locator("#detail-name")).ToHaveTextAsync("100002");
        await keyboard.PressAsync("Escape");
        await Expect(rig.Detail).ToBeHiddenAsync();
        await Expect(rig.Grid).ToBeFocusedAsync();
        await keyboard.PressAsync("End");
        await Expect(picked).ToHaveTextAsync("102000");
        await Expect(picked).ToBeInViewportAsync();
        await keyboard.PressAsync("?");
        await Expect(rig.Page.Locator("#keys")).ToBeVisibleAsync();
        await keyboard.PressAsync("Escape");
        await Expect(rig.Page.Locator("#keys")).ToBeHiddenAsync();
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Tail_OfARoomHere_ShowsItsEventsAsText()
    {
        await using var rig = await ConsoleRig.OpenAsync(browser, new ConsoleView(), TestContext.Current.CancellationToken);
        var room = rig.World.FirstHere;
        await rig.Row(room).ClickAsync();
        await Expect(rig.Page.Locator("#tail-state")).ToContainTextAsync("live");

        for (var i = 0; i < 8; i++)
        {
            SomeEvents.Publish(rig.World.Tail, room, i, 1_767_312_245_000);
            SomeEvents.Publish(rig.World.Tail, "999999", i, 1_767_312_245_000);
        }

        await Expect(rig.Page.Locator("#tail li")).ToHaveCountAsync(8);
        await Expect(rig.Page.Locator("#tail li").Last).ToContainTextAsync("观众甲 <b>晚上好</b> 大家");
        await Expect(rig.Page.Locator("#tail .text b")).ToHaveCountAsync(8);
        await Expect(rig.Page.Locator("#tail-state")).ToHaveTextAsync("live · 8 shown");
        Assert.Empty(rig.Complaints);
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Tail_OfARoomElsewhere_NamesItsPodAndLinksToIt()
    {
        await using var rig = await ConsoleRig.OpenAsync(browser, new ConsoleView(), TestContext.Current.CancellationToken);
        var room = Enumerable.Range(1, 300).Select(ConsoleWorld.LiveId)
            .First(id => Pipeline.Fleet.RoomPartition.Of(id, 64) % 3 == 1 && rig.World.Current.Plan.Admitted.ContainsKey(id));
        await rig.Search.FillAsync(room);
        await rig.Row(room).ClickAsync();

        await Expect(rig.Page.Locator("#tail")).ToContainTextAsync("runs on pod ingest-1");
        await Expect(rig.Page.Locator("#tail a")).ToHaveAttributeAsync("href", $"http://{ConsoleWorld.OtherAddress}/console#room={room}");
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Pause_WithTheToken_WritesTheControlTopic()
    {
        await using var rig = await ConsoleRig.OpenAsync(browser, new ConsoleView { Settings = ConsoleRig.WithToken }, TestContext.Current.CancellationToken);
        var room = rig.World.FirstHere;
        await rig.Row(room).ClickAsync();

        await rig.Page.GetByRole(AriaRole.Button, new() { Name = "Pause room" }).ClickAsync();
        await rig.Page.Locator("#token").FillAsync("not-the-token-at-all");
        await rig.Page.Locator("#ask-yes").ClickAsync();
        await rig.Page.Locator("#ask-yes").ClickAsync();
        await Expect(rig.Page.Locator("#toast")).ToContainTextAsync("This is not the management token.");
        Assert.Empty(rig.World.Written);

        await rig.Page.GetByRole(AriaRole.Button, new() { Name = "Pause room" }).ClickAsync();
        await rig.Page.Locator("#token").FillAsync(ConsoleRig.Token);
        await rig.Page.Locator("#ask-yes").ClickAsync();
        await Expect(rig.Page.Locator("#ask-title")).ToHaveTextAsync($"Pause {room}?");
        await rig.Page.Locator("#ask-yes").ClickAsync();
        await Expect(rig.Page.Locator("#toast")).ToContainTextAsync($"Room {room} is paused");
        await Expect(rig.Page.Locator("#detail-state")).ToContainTextAsync("paused");
        await rig.Page.GetByRole(AriaRole.Button, new() { Name = "Resume room" }).ClickAsync();
        await Expect(rig.Page.Locator("#toast")).ToContainTextAsync($"Room {room} is active");

        Assert.Equal([$$"""{{room}} {"state":"paused"}""", $$"""{{room}} {"state":"active"}"""], rig.World.Written);
        Assert.DoesNotContain(rig.Requests, url => url.Contains(ConsoleRig.Token, StringComparison.Ordinal));
        Assert.DoesNotContain(ConsoleRig.Token, await rig.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(ConsoleRig.Token, await rig.Page.EvaluateAsync<string>("() => JSON.stringify({...localStorage, ...sessionStorage})"), StringComparison.Ordinal);
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Pause_NoTokenSet_IsNotOffered()
    {
        await using var rig = await ConsoleRig.OpenAsync(browser, new ConsoleView(), TestContext.Current.CancellationToken);
        await rig.Row(rig.World.FirstHere).ClickAsync();

        await Expect(rig.Page.Locator("#detail-facts")).ToContainTextAsync("Room id");
        await Expect(rig.Page.GetByRole(AriaRole.Button, new() { Name = "Pause room" })).ToHaveCountAsync(0);
        await Expect(rig.Page.Locator("#unlock")).ToBeHiddenAsync();
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Assignments_PendingAndRefused_SayWhyAndWhatToDo()
    {
        await using var rig = await ConsoleRig.OpenAsync(browser, new ConsoleView(), TestContext.Current.CancellationToken);

        await rig.Page.Locator("#tab-assignments").ClickAsync();
        var page = rig.Page.Locator("#assignments");
        await Expect(page).ToContainTextAsync("Refused records (2)");
        await Expect(page).ToContainTextAsync("100301");
        await Expect(page).ToContainTextAsync("Waiting for a place (2)");
        await Expect(page).ToContainTextAsync("blue");
        await rig.Page.Locator("#tab-assignments").PressAsync("ArrowRight");
        await Expect(rig.Page.Locator("#tab-pods")).ToBeFocusedAsync();
        await Expect(rig.Page.Locator("#pods")).ToContainTextAsync("ingest-2-000000000002");
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Theme_Switch_OverrulesTheSystemAndIsKept()
    {
        await using var rig = await ConsoleRig.OpenAsync(browser, new ConsoleView { Scheme = ColorScheme.Dark }, TestContext.Current.CancellationToken);
        var dark = await GroundAsync(rig);

        await rig.Page.Locator("#theme").ClickAsync();
        var light = await GroundAsync(rig);
        await rig.Page.ReloadAsync();
        await rig.Rows.First.WaitForAsync();

        Assert.NotEqual(dark, light);
        Assert.Equal(light, await GroundAsync(rig));
        await rig.Page.Locator("#theme").ClickAsync();
        Assert.Equal(dark, await GroundAsync(rig));
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Page_Whole_IsLightAndAsksNoOtherHost()
    {
        await using var rig = await ConsoleRig.OpenAsync(browser, new ConsoleView(), TestContext.Current.CancellationToken);
        await rig.Row(rig.World.FirstHere).ClickAsync();
        await rig.Page.Locator("#tab-pods").ClickAsync();
        using var http = new HttpClient { BaseAddress = rig.Address };
        var bytes = 0;
        foreach (var file in Server.Web.ConsolePage.Paths)
        {
            bytes += (await http.GetByteArrayAsync(new Uri(file, UriKind.Relative), TestContext.Current.CancellationToken)).Length;
        }

        TestContext.Current.SendDiagnosticMessage($"console: {bytes:N0} bytes");
        Assert.InRange(bytes, 1, PageWeight);
        Assert.NotEmpty(rig.Requests);
        Assert.All(rig.Requests, url => Assert.Equal(rig.Address.Authority, new Uri(url).Authority));
        Assert.Empty(rig.Complaints);
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task TenThousandRooms_ArePaintedWithinASecond()
    {
        await using var rig = await ConsoleRig.OpenAsync(browser, new ConsoleView { Rooms = 10_000, Path = "/console" }, TestContext.Current.CancellationToken);
        var times = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            await rig.Page.ReloadAsync();
            var painted = await rig.Page.WaitForFunctionAsync("() => performance.getEntriesByName('rooms-painted')[0]?.startTime");
            times.Add(await painted.JsonValueAsync<double>());
        }

        await Expect(rig.Page.Locator("#shown")).ToContainTextAsync("10,002 rooms");
        Assert.InRange(await rig.Page.Locator("#space .row").CountAsync(), 10, 80);
        var line = string.Create(CultureInfo.InvariantCulture, $"10,000 rooms painted after {times.Order().ElementAt(2):F0} ms (of 5: {string.Join(", ", times.Select(time => time.ToString("F0", CultureInfo.InvariantCulture)))})");
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        Assert.True(times.Min() < FirstPaint, line);
    }

    private static async Task<double> RateAsync(ConsoleRig rig)
        => double.Parse((await rig.Rows.First.Locator(".c-rate").TextContentAsync())!.Replace('–', '0'), CultureInfo.InvariantCulture);

    private static Task<string> GroundAsync(ConsoleRig rig) => rig.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
}
