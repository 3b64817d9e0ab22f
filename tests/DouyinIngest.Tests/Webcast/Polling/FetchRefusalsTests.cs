using System.Net;
using System.Text;
using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.Polling;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Polling;

public sealed class FetchRefusalsTests
{
    [Theory]
    [InlineData(200, "", CloseReason.DeviceBlocked, "empty body")]
    [InlineData(200, "<html>prove it</html>", CloseReason.UpstreamError, "HTML in place of protobuf")]
    [InlineData(200, " \n<!DOCTYPE html>", CloseReason.UpstreamError, "HTML in place of protobuf")]
    [InlineData(200, """{"status_code":4001038}""", CloseReason.RoomNotFound, "no such room")]
    [InlineData(200, """ {"data":{"message":"x"},"status_code":10011}""", CloseReason.SignatureRejected, "status_code 10011")]
    [InlineData(200, """{"status_code":"10011"}""", CloseReason.UpstreamError, "without a status_code")]
    [InlineData(200, "{ no json", CloseReason.UpstreamError, "without a status_code")]
    [InlineData(401, "no", CloseReason.SignatureRejected, "HTTP 401")]
    [InlineData(403, "no", CloseReason.Forbidden, "HTTP 403")]
    [InlineData(429, "no", CloseReason.RateLimited, "HTTP 429")]
    [InlineData(404, "no", CloseReason.UpstreamError, "HTTP 404")]
    [InlineData(444, "no", CloseReason.UpstreamError, "HTTP 444")]
    [InlineData(502, "no", CloseReason.UpstreamError, "HTTP 502")]
    [InlineData(302, "", CloseReason.UpstreamError, "HTTP 302")]
    public void Classify_NoResponse_HasItsReasonAndSaysWhatWasSeen(int status, string body, CloseReason reason, string seen)
    {
        var refusal = FetchRefusals.Classify(new HttpAnswer { Status = (HttpStatusCode)status, Body = Encoding.UTF8.GetBytes(body) }, signed: true);

        Assert.Equal(reason, refusal!.Value.Reason);
        Assert.Contains(seen, refusal.Value.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Signing", refusal.Value.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(403, "no")]
    [InlineData(200, """{"status_code":10011}""")]
    public void Classify_UnsignedRequest_NamesTheSettingThatSigns(int status, string body)
        => Assert.Contains(
            "Signing:Mode=http",
            FetchRefusals.Classify(new HttpAnswer { Status = (HttpStatusCode)status, Body = Encoding.UTF8.GetBytes(body) }, signed: false)!.Value.Detail,
            StringComparison.Ordinal);

    [Theory]
    [InlineData('{')]
    [InlineData('<')]
    public void Classify_ResponseWhoseFirstMessageIsSoLong_IsWorthReading(char length)
    {
        byte[] body = [(1 << 3) | 2, (byte)length, (6 << 3) | 2, (byte)(length - 2), .. new byte[length - 2]];

        Assert.Null(FetchRefusals.Classify(new HttpAnswer { Status = HttpStatusCode.OK, Body = body }, signed: true));
    }

    [Fact]
    public void Classify_NoAnswer_KeepsItsReason_AndTooLargeHasItsOwn()
    {
        Assert.Equal((CloseReason.Tls, "im/fetch: why"), FetchRefusals.Classify(HttpAnswer.Failed(CloseReason.Tls, "why"), signed: true));
        Assert.Equal(
            (CloseReason.MessageTooLarge, "im/fetch: big"),
            FetchRefusals.Classify(HttpAnswer.Failed(CloseReason.UpstreamError, "big") with { IsTooLarge = true }, signed: true));
    }

    [Theory]
    [InlineData(new byte[] { 0x12, 0x01, 0x63 })]
    [InlineData(new byte[] { 0xff, 0xff })]
    public void Classify_AnythingElse_IsForTheReader(byte[] body)
        => Assert.Null(FetchRefusals.Classify(new HttpAnswer { Status = HttpStatusCode.OK, Body = body }, signed: false));
}
