using System.Net;
using System.Text;
using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Chat;

public sealed class ChatAnswersTests
{
    [Theory]
    [InlineData(200, "", ChatReason.Blocked)]
    [InlineData(200, " \n<html><body>captcha</body></html>", ChatReason.UnreadableAnswer)]
    [InlineData(200, "ok", ChatReason.UnreadableAnswer)]
    [InlineData(200, "{}", ChatReason.UnreadableAnswer)]
    [InlineData(200, "[]", ChatReason.UnreadableAnswer)]
    [InlineData(200, "{\"status_code\":null}", ChatReason.UnreadableAnswer)]
    [InlineData(200, "{\"status_code\":0}", ChatReason.None)]
    [InlineData(200, "{\"status_code\":20003,\"data\":{\"prompts\":\"\"}}", ChatReason.LoginExpired)]
    [InlineData(200, "{\"status_code\":30003,\"data\":{\"message\":\"room has finished\"}}", ChatReason.RoomOffline)]
    [InlineData(200, "{\"status_code\":4001038}", ChatReason.RoomNotFound)]
    [InlineData(200, "{\"status_code\":1,\"data\":{\"prompts\":\"请先登录\"}}", ChatReason.LoginExpired)]
    [InlineData(200, "{\"status_code\":1,\"data\":{\"prompts\":\"发送过于频繁，请稍后再试\"}}", ChatReason.RateLimited)]
    [InlineData(200, "{\"status_code\":1,\"data\":{\"prompts\":\"你已被禁言\"}}", ChatReason.Muted)]
    [InlineData(200, "{\"status_code\":1,\"data\":{\"prompts\":\"内容含敏感信息\"}}", ChatReason.ContentRefused)]
    [InlineData(200, "{\"status_code\":1,\"data\":{\"message\":\"captcha needed\"}}", ChatReason.Blocked)]
    [InlineData(200, "{\"status_code\":77,\"data\":{}}", ChatReason.Rejected)]
    [InlineData(200, "{\"status_code\":77,\"data\":[]}", ChatReason.Rejected)]
    [InlineData(204, "", ChatReason.UnreadableAnswer)]
    [InlineData(302, "", ChatReason.LoginExpired)]
    [InlineData(400, "", ChatReason.Rejected)]
    [InlineData(401, "", ChatReason.LoginExpired)]
    [InlineData(403, "", ChatReason.Forbidden)]
    [InlineData(429, "<html>", ChatReason.RateLimited)]
    [InlineData(500, "{\"status_code\":0}", ChatReason.ServerError)]
    [InlineData(502, "<html>", ChatReason.ServerError)]
    public void Classify_Answer_IsTheReason(int status, string body, ChatReason expected)
        => Assert.Equal(expected, Of(status, body).Reason);

    [Theory]
    [InlineData("{\"status_code\":0,\"data\":{\"msg_id\":7300000000000000009,\"user\":{\"id\":42}}}")]
    [InlineData("{\"status_code\":0,\"data\":{\"msg_id\":\"7300000000000000009\",\"user\":{\"id_str\":\"42\"}}}")]
    [InlineData("{\"status_code\":0,\"data\":{\"msg_id_str\":\"7300000000000000009\",\"user\":{\"id\":42,\"id_str\":\"42\"}}}")]
    public void Classify_Sent_TellsTheMessageAndTheSender(string body)
    {
        var result = Of(200, body);

        Assert.Equal((ChatOutcome.Sent, 7_300_000_000_000_000_009, 42), (result.Outcome, result.MessageId, result.SenderId));
    }

    [Fact]
    public void Classify_SentWithoutIds_HasNone() => Assert.Equal((0, 0), (Of(200, "{\"status_code\":0}").MessageId, Of(200, "{\"status_code\":0,\"data\":7}").SenderId));

    [Fact]
    public void Classify_TheirWords_AreCutAndCleaned()
    {
        var detail = Of(200, $"{{\"status_code\":77,\"data\":{{\"prompts\":\"a\\u0007{new string('b', 200)}\"}}}}").Detail;

        Assert.StartsWith("status_code 77, ab", detail, StringComparison.Ordinal);
        Assert.True(detail.Length < 100);
        Assert.DoesNotContain('\a', detail);
    }

    [Fact]
    public void Classify_DeepOrBrokenText_IsUnreadableAndDoesNotThrow()
    {
        Assert.Equal(ChatReason.UnreadableAnswer, Of(200, new string('[', 10_000)).Reason);
        Assert.Equal(ChatReason.Rejected, Of(200, "{\"status_code\":77,\"data\":{\"prompts\":\"\\ud83c\"}}").Reason);
    }

    [Theory]
    [InlineData(true, CloseReason.Network, ChatReason.NoAnswer)]
    [InlineData(true, CloseReason.UpstreamError, ChatReason.NoAnswer)]
    [InlineData(true, CloseReason.Tls, ChatReason.NoAnswer)]
    [InlineData(false, CloseReason.Network, ChatReason.Network)]
    [InlineData(false, CloseReason.Tls, ChatReason.Tls)]
    public void Classify_NoAnswer_IsRefusedOnlyWhenNothingWasWritten(bool written, CloseReason failure, ChatReason expected)
        => Assert.Equal(expected, ChatAnswers.Classify(new ChatAnswer(HttpAnswer.Failed(failure, "why"), written)).Reason);

    private static ChatSendResult Of(int status, string body)
        => ChatAnswers.Classify(new ChatAnswer(new HttpAnswer { Status = (HttpStatusCode)status, Body = Encoding.UTF8.GetBytes(body) }, MayBeWritten: true));
}
