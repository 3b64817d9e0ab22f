using System.Net;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Sockets;

public sealed class RefusalsTests
{
    [Theory]
    [InlineData(200, "DEVICE_BLOCKED", "415", CloseReason.DeviceBlocked)]
    [InlineData(200, "device_blocked", "", CloseReason.DeviceBlocked)]
    [InlineData(200, "SIGN_ERROR", "", CloseReason.SignatureRejected)]
    [InlineData(200, "anything else", "", CloseReason.SignatureRejected)]
    [InlineData(200, "", "403", CloseReason.SignatureRejected)]
    [InlineData(200, "APP_QUOTA", "", CloseReason.CredentialQuota)]
    [InlineData(200, "RATE_LIMIT", "", CloseReason.RateLimited)]
    [InlineData(200, "TOO_FREQUENT", "", CloseReason.RateLimited)]
    [InlineData(200, "ROOM_NOT_FOUND", "", CloseReason.RoomNotFound)]
    [InlineData(200, "ROOM_FINISHED", "", CloseReason.BroadcastEnded)]
    [InlineData(200, "", "", CloseReason.UpstreamError)]
    [InlineData(302, "", "", CloseReason.UpstreamError)]
    [InlineData(400, "", "", CloseReason.UpstreamError)]
    [InlineData(401, "", "", CloseReason.SignatureRejected)]
    [InlineData(403, "", "", CloseReason.Forbidden)]
    [InlineData(403, "APP_QUOTA", "", CloseReason.CredentialQuota)]
    [InlineData(404, "", "", CloseReason.RoomNotFound)]
    [InlineData(415, "", "", CloseReason.DeviceBlocked)]
    [InlineData(429, "", "", CloseReason.RateLimited)]
    [InlineData(444, "", "", CloseReason.UpstreamError)]
    [InlineData(500, "", "", CloseReason.UpstreamError)]
    [InlineData(502, "", "", CloseReason.UpstreamError)]
    [InlineData(503, "", "", CloseReason.UpstreamError)]
    public void Classify_Table(int status, string message, string code, CloseReason expected)
    {
        var (reason, detail) = Refusals.Classify((HttpStatusCode)status, message, code, signed: true);

        Assert.Equal(expected, reason);
        Assert.StartsWith($"HTTP {status} in place of 101", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Signing:", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "DEVICE_BLOCKED", true)]
    [InlineData(200, "SIGN", true)]
    [InlineData(401, "", true)]
    [InlineData(403, "", true)]
    [InlineData(502, "", true)]
    [InlineData(404, "", false)]
    [InlineData(429, "", false)]
    [InlineData(500, "", false)]
    public void Classify_Unsigned_SaysWhatGivesASignature(int status, string message, bool says)
    {
        var (_, detail) = Refusals.Classify((HttpStatusCode)status, message, "", signed: false);

        Assert.Equal(says, detail.Contains("Signing:Mode=http with Signing:Url", StringComparison.Ordinal));
    }

    [Fact]
    public void Classify_TheirWords_AreOneShortPrintableLine()
    {
        var (_, detail) = Refusals.Classify(HttpStatusCode.OK, "a\r\nb" + new string('x', 5000), "1\t2", signed: true);

        Assert.DoesNotContain('\n', detail);
        Assert.InRange(detail.Length, 1, 300);
        Assert.Contains("a__b", detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_502_MentionsTheSignature()
        => Assert.Contains("wrong signature", Refusals.Classify(HttpStatusCode.BadGateway, "", "", signed: true).Detail, StringComparison.Ordinal);
}
