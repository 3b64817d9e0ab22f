using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Connector;

/// <summary>Class, words and remedy of every way in which a room can fail.</summary>
public sealed class LiveRoomErrorTests
{
    public static TheoryData<CloseReason> Reasons => [.. Enum.GetValues<CloseReason>()];

    [Theory]
    [InlineData(CloseReason.Stopped, LiveRoomErrorClass.None)]
    [InlineData(CloseReason.RoomOffline, LiveRoomErrorClass.Room)]
    [InlineData(CloseReason.SignatureRejected, LiveRoomErrorClass.Signature)]
    [InlineData(CloseReason.SignerFailed, LiveRoomErrorClass.Signature)]
    [InlineData(CloseReason.DeviceBlocked, LiveRoomErrorClass.Access)]
    [InlineData(CloseReason.CredentialQuota, LiveRoomErrorClass.Rate)]
    [InlineData(CloseReason.Tls, LiveRoomErrorClass.Network)]
    [InlineData(CloseReason.CloseFrame, LiveRoomErrorClass.Upstream)]
    [InlineData(CloseReason.ConsumerFailed, LiveRoomErrorClass.Application)]
    public void Of_Reason_HasItsClass(CloseReason reason, LiveRoomErrorClass expected) => Assert.Equal(expected, LiveRoomErrorClasses.Of(reason));

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Of_EveryReason_HasClassWordsAndARemedyOfItsOwn(CloseReason reason)
    {
        var error = LiveRoomError.Of(reason, CloseReasonWords.For(reason), final: false);

        Assert.True(Enum.IsDefined(error.Class));
        Assert.Equal(reason == CloseReason.Stopped, error.Class == LiveRoomErrorClass.None);
        Assert.EndsWith(".", error.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("Signing:", error.Remedy, StringComparison.Ordinal); // settings of the service mean nothing to an application
        Assert.Single(Enum.GetValues<CloseReason>(), r => string.Equals(LiveRoomRemedies.For(r), error.Remedy, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Words_SaySignatureOrRoom_WhenTheClassDoes(CloseReason reason)
    {
        var (words, about) = (CloseReasonWords.For(reason), LiveRoomErrorClasses.Of(reason));
        Assert.Equal(about == LiveRoomErrorClass.Signature, words.Contains("signature", StringComparison.Ordinal));
        Assert.Equal(about == LiveRoomErrorClass.Room, words.Contains("room", StringComparison.Ordinal));
    }

    [Fact]
    public void NoReason_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CloseReasonWords.For((CloseReason)999));
        Assert.Throws<ArgumentOutOfRangeException>(() => LiveRoomErrorClasses.Of((CloseReason)999));
    }

    [Fact]
    public void Exception_SaysReasonDetailAndRemedy()
    {
        var e = new LiveRoomException(CloseReason.RateLimited, "HTTP 429");
        Assert.Equal($"RateLimited, the upstream limits how often we may ask (HTTP 429). {LiveRoomRemedies.For(CloseReason.RateLimited)}", e.Message);
        Assert.Equal((LiveRoomErrorClass.Rate, CloseReason.RateLimited, "HTTP 429"), (e.Class, e.Reason, e.Detail));
        Assert.Equal(LiveRoomRemedies.For(CloseReason.RateLimited), e.Remedy);
        Assert.Equal($"Tls, TLS with the upstream failed. {LiveRoomRemedies.For(CloseReason.Tls)}", new LiveRoomException(CloseReason.Tls, "").Message);
    }
}
