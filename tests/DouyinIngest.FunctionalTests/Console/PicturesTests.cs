using DouyinIngest.Tests.Server.Fakes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DouyinIngest.FunctionalTests.Console;

/// <summary>Takes the pictures that a person looks at; they go to <see cref="Browser.Pictures"/>.</summary>
[Collection("console")]
public sealed class PicturesTests(Browser browser)
{
    [Theory(Timeout = TimeLimit.Test)]
    [InlineData("light", 1440, 900)]
    [InlineData("dark", 1440, 900)]
    [InlineData("small", 1200, 720)]
    [InlineData("narrow", 390, 844)]
    [InlineData("narrow-dark", 390, 844)]
    public async Task Rooms_OneOpen(string name, int width, int height)
    {
        var scheme = name.EndsWith("dark", StringComparison.Ordinal) ? ColorScheme.Dark : ColorScheme.Light;
        await using var rig = await ConsoleRig.OpenAsync(browser, 320, width, height, scheme, "/", $"--Management:Token={ConsoleRig.Token}");
        await browser.PictureAsync(rig.Page, $"{name}-list");
        var room = rig.World.FirstHere;
        await rig.Row(room).ClickAsync();
        await Expect(rig.Page.Locator("#tail-state")).ToContainTextAsync("live");
        for (var i = 0; i < 40; i++)
        {
            SomeEvents.Publish(rig.World.Tail, room, i, 1_767_312_245_000 + (i * 700));
        }

        await Expect(rig.Page.Locator("#tail li")).ToHaveCountAsync(40);
        await browser.PictureAsync(rig.Page, name);
        Assert.Empty(rig.Complaints);
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Rooms_TenThousand_AndTheOtherViews()
    {
        await using var rig = await ConsoleRig.OpenAsync(browser, 10_000, scheme: ColorScheme.Dark, settings: $"--Management:Token={ConsoleRig.Token}");
        await rig.Grid.FocusAsync();
        await rig.Page.Keyboard.PressAsync("End");
        await browser.PictureAsync(rig.Page, "ten-thousand");
        await rig.Page.Locator("#chips .chip[data-key='backing_off']").ClickAsync();
        await rig.Rows.First.ClickAsync();
        await Expect(rig.Page.Locator("#detail-why")).ToBeVisibleAsync();
        await browser.PictureAsync(rig.Page, "refusal");
        await rig.Page.Locator("#tab-assignments").ClickAsync();
        await Expect(rig.Page.Locator("#assignments")).ToContainTextAsync("Refused");
        await browser.PictureAsync(rig.Page, "assignments");
        await rig.Page.Locator("#tab-pods").ClickAsync();
        await browser.PictureAsync(rig.Page, "pods");
        await rig.Page.Locator("#help").ClickAsync();
        await browser.PictureAsync(rig.Page, "keys");
    }
}
