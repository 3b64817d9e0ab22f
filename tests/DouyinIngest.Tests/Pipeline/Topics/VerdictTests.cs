using Confluent.Kafka;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Tests.Pipeline.Topics;

public sealed class VerdictTests
{
    // Written down once more, by hand: whoever moves an error from one column to another must do so twice.
    private static readonly Dictionary<ErrorCode, (string Verdict, string Label)> Told = new()
    {
        [ErrorCode.MsgSizeTooLarge] = ("DeadLetter", "msg_size_too_large"),
        [ErrorCode.InvalidMsg] = ("DeadLetter", "invalid_record"),
        [ErrorCode.InvalidMsgSize] = ("DeadLetter", "invalid_record"),
        [ErrorCode.InvalidTimestamp] = ("DeadLetter", "invalid_record"),
        [ErrorCode.InvalidRecord] = ("DeadLetter", "invalid_record"),
        [ErrorCode.UnsupportedForMessageFormat] = ("DeadLetter", "invalid_record"),
        [ErrorCode.Local_BadMsg] = ("DeadLetter", "invalid_record"),
        [ErrorCode.TopicAuthorizationFailed] = ("Retry", "authorization"),
        [ErrorCode.ClusterAuthorizationFailed] = ("Retry", "authorization"),
        [ErrorCode.UnknownTopicOrPart] = ("Retry", "unknown_topic"),
        [ErrorCode.Local_UnknownTopic] = ("Retry", "unknown_topic"),
        [ErrorCode.Local_UnknownPartition] = ("Retry", "unknown_topic"),
        [ErrorCode.Local_QueueFull] = ("Retry", "queue_full"),
        [ErrorCode.Local_PurgeQueue] = ("Abandon", "purged"),
        [ErrorCode.Local_PurgeInflight] = ("Abandon", "purged"),
        [ErrorCode.Local_Destroy] = ("Abandon", "purged"),
        [ErrorCode.Local_Fatal] = ("Abandon", "fatal"),
    };

    [Fact]
    public void Of_EveryErrorThereIs_IsAsTheTableHasItAndElseWaits()
        => Assert.All(Enum.GetValues<ErrorCode>().Distinct(), error =>
        {
            (string verdict, string label) = Told.GetValueOrDefault(error, ("Retry", "other"));
            Assert.Equal((verdict, label), (Verdicts.Of((int)error).ToString(), Verdicts.Label((int)error)));
        });

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-9_999)]
    [InlineData(32_000)]
    [InlineData(int.MaxValue)]
    public void Of_ErrorOfALaterBroker_Waits(int error)
        => Assert.Equal((Verdict.Retry, "other"), (Verdicts.Of(error), Verdicts.Label(error)));

    [Fact]
    public void Labels_AreWhatLabelGives()
        => Assert.Equal(
            Told.Values.Select(t => t.Label).Append("other").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            Verdicts.Labels.Order(StringComparer.Ordinal));
}
