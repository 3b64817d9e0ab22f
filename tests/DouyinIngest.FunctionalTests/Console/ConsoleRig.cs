using DouyinIngest.Tests.Server.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;

namespace DouyinIngest.FunctionalTests.Console;

/// <summary>The console over a made-up fleet, opened in a browser; keeps what the page asked for and what it complained of.</summary>
internal sealed class ConsoleRig : IAsyncDisposable
{
    public const string Token = "a-token-of-the-tests-0001";

    private readonly WebApplication _app;

    private ConsoleRig(ConsoleWorld world, WebApplication app, IPage page)
    {
        (World, _app, Page) = (world, app, page);
        page.Request += (_, request) => Requests.Add(request.Url);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => Complaints.Add(error);
    }

    public ConsoleWorld World { get; }

    public IPage Page { get; }

    public Uri Address => new(_app.Urls.Single());

    public List<string> Requests { get; } = [];

    public List<string> Complaints { get; } = [];

    public ILocator Rows => Page.Locator("#space .row:not([hidden])");

    public ILocator Grid => Page.Locator("#grid");

    public ILocator Search => Page.Locator("#search");

    public ILocator Detail => Page.Locator("#detail");

    public static async Task<ConsoleRig> OpenAsync(Browser browser, int rooms = 300, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light, string path = "/", params string[] settings)
    {
        var page = await browser.PageAsync(width, height, scheme);
        var world = new ConsoleWorld(rooms);
        var app = world.Build(settings);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var rig = new ConsoleRig(world, app, page);
        await page.GotoAsync(new Uri(rig.Address, path).ToString());
        await rig.Rows.First.WaitForAsync();
        return rig;
    }

    /// <summary>The row of a room that is on the screen.</summary>
    public ILocator Row(string liveId) => Rows.Filter(new LocatorFilterOptions { Has = Page.Locator($".id:text-is('{liveId}')") });

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
