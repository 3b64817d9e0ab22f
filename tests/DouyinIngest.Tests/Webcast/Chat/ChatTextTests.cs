using DouyinIngest.Webcast.Chat;

namespace DouyinIngest.Tests.Webcast.Chat;

public sealed class ChatTextTests
{
    [Theory]
    [InlineData("你好", "你好")]
    [InlineData("  hello  ", "hello")]
    [InlineData("a\r\nb\tc", "a b c")]
    [InlineData("a \u0007\u0000 b", "a b")]
    [InlineData("🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉", "🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉")]
    public void Clean_Text_IsOneLine(string text, string expected)
    {
        Assert.Equal(expected, ChatText.Clean(text, 10, out var refusal));
        Assert.Null(refusal);
    }

    [Fact]
    public void Clean_HalfACharacter_IsReplaced() => Assert.Equal("\ufffd half", ChatText.Clean("\ud83c half", 10, out _));

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n\u3000")]
    [InlineData("\u0000\u0001")]
    public void Clean_NothingInIt_IsRefused(string text)
    {
        Assert.Null(ChatText.Clean(text, 10, out var refusal));
        Assert.Equal((ChatReason.Empty, ChatOutcome.Refused), (refusal!.Reason, refusal.Outcome));
    }

    [Fact]
    public void Clean_OneCharacterTooMany_IsRefusedWithBothNumbers()
    {
        Assert.NotNull(ChatText.Clean(new string('字', 10), 10, out _));
        Assert.Null(ChatText.Clean(new string('字', 11), 10, out var refusal));
        Assert.Equal((ChatReason.TooLong, "the line has 11 characters; at most 10 are sent"), (refusal!.Reason, refusal.Detail));
    }

    [Fact]
    public void Clean_AMegabyte_IsRefusedWithAMessageThatDoesNotRepeatIt()
    {
        Assert.Null(ChatText.Clean(new string('x', 1 << 20), 100, out var refusal));
        Assert.Equal((ChatReason.TooLong, "the line has over 800 characters; at most 100 are sent"), (refusal!.Reason, refusal.Detail));
    }
}
