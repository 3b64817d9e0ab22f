using DouyinIngest.Cli.Output;

namespace DouyinIngest.Tests.Cli.Output;

public class SafeTextTests
{
    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("大家好😀", "大家好😀")]
    [InlineData("a\nb\r\tc", "a b  c")]
    [InlineData("\u001b[2J\u001b]0;title\u0007", "[2J ]0;title")]
    [InlineData("\u009b31mred", "31mred")]
    [InlineData("abc\u202Edef\u2066", "abcdef")]
    [InlineData("zero\u200Bwidth\uFEFF", "zerowidth")]
    [InlineData("line\u2028break", "line break")]
    public void Of_StrangersText_CannotSteerATerminal(string text, string expected) => Assert.Equal(expected, SafeText.Of(text));

    [Fact]
    public void Of_HalfACharacter_IsReplaced() => Assert.Equal("half\uFFFD", SafeText.Of("half\uD83D"));

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("大家好", 6)]
    [InlineData("a大", 3)]
    [InlineData("", 0)]
    public void Width_Text_CountsColumns(string text, int width) => Assert.Equal(width, SafeText.Width(text));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcde…")]
    [InlineData("大家好呀", 8, "大家好呀")]
    [InlineData("大家好呀啊", 8, "大家好…")]
    [InlineData("a大家好呀", 8, "a大家好…")]
    [InlineData("a\nb", 3, "a b")]
    public void Fit_Text_NeverTakesMoreColumns(string text, int columns, string expected)
    {
        var fitted = SafeText.Fit(text, columns);

        Assert.Equal(expected, fitted);
        Assert.True(SafeText.Width(fitted) <= columns);
    }
}
