using DouyinIngest.Webcast.Chat;

namespace DouyinIngest.Tests.Webcast.Chat;

public sealed class ChatReasonsTests
{
    public static TheoryData<ChatReason> All => [.. Enum.GetValues<ChatReason>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_Reason_HasAnOutcomeAndARemedy(ChatReason reason)
    {
        var result = new ChatSendResult(reason, "what came");

        Assert.Equal(reason == ChatReason.None, result.Outcome == ChatOutcome.Sent);
        Assert.EndsWith(".", result.Remedy, StringComparison.Ordinal);
        Assert.Equal(reason == ChatReason.None, string.Equals("sent", result.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Outcome_MayHaveBeenSaid_IsUnknownAndNothingElseIs() => Assert.Equal(
        [ChatReason.NoAnswer, ChatReason.UnreadableAnswer, ChatReason.ServerError, ChatReason.OwnerLost],
        Enum.GetValues<ChatReason>().Where(static r => ChatReasons.OutcomeOf(r) == ChatOutcome.Unknown));

    [Fact]
    public void Remedies_AreDifferent() => Assert.Equal(
        Enum.GetValues<ChatReason>().Length, Enum.GetValues<ChatReason>().Select(ChatReasons.RemedyFor).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void Unknown_Number_IsNoReason()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ChatReasons.OutcomeOf((ChatReason)99));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChatReasons.RemedyFor((ChatReason)99));
    }
}
