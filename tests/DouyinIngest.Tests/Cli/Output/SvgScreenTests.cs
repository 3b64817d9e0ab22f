using System.Globalization;
using System.Xml.Linq;
using DouyinIngest.Cli.Output;
using Spectre.Console;

namespace DouyinIngest.Tests.Cli.Output;

public sealed class SvgScreenTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData("[red]a[/]", "fill", "#ff0000")]
    [InlineData("[bold]a[/]", "font-weight", "bold")]
    [InlineData("[dim]a[/]", "opacity", "0.6")]
    [InlineData("a", "fill", null)]
    [InlineData("a", "font-weight", null)]
    public void Draw_Style_IsOnTheText(string markup, string attribute, string? value)
        => Assert.Equal(value, Texts(new Markup(markup), 20).Single().Attribute(attribute)?.Value);

    [Fact]
    public void Draw_Lines_OneBelowTheOther()
    {
        var texts = Texts(new Text("a\nb\n \nd"), 20);

        Assert.Equal([30, 49, 87], texts.Select(text => Number(text, "y")));
    }

    [Theory]
    [InlineData("ab", "cd", 2)]
    [InlineData("大家", "cd", 4)]
    [InlineData("😀", "cd", 2)]
    [InlineData("a大", "cd", 3)]
    public void Draw_AfterWideText_TheNextRunStandsAtItsColumn(string first, string second, int column)
    {
        var texts = Texts(new Markup($"[red]{first}[/][blue]{second}[/]"), 40);

        Assert.Equal(16 + (column * 8.4), Number(texts[1], "x"), 0.1);
        Assert.Equal(column * 8.4, Number(texts[0], "textLength"), 0.1);
    }

    [Fact]
    public void Draw_Size_FollowsColumnsAndLines()
    {
        var root = XDocument.Parse(SvgScreen.Draw(new Text("a\nb"), 100, "t")).Root!;

        Assert.Equal("0 0 872 70", root.Attribute("viewBox")!.Value);
        Assert.Equal("872", root.Element(Svg + "rect")!.Attribute("width")!.Value);
    }

    [Theory]
    [InlineData("<script>alert('&')</script>")]
    [InlineData("]]>\"'&amp;")]
    public void Draw_StrangersText_IsText(string text)
        => Assert.Equal(text, Texts(new Text(text), 60).Single().Value);

    [Fact]
    public void Draw_OtherCulture_HasPoints()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = culture;

            Assert.Equal("8.4", Texts(new Text("a"), 20).Single().Attribute("textLength")!.Value);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static List<XElement> Texts(Spectre.Console.Rendering.IRenderable screen, int columns)
        => [.. XDocument.Parse(SvgScreen.Draw(screen, columns, "t")).Root!.Descendants(Svg + "text")];

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
