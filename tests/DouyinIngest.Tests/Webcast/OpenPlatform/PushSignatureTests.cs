using System.Text;
using DouyinIngest.Webcast.OpenPlatform;

namespace DouyinIngest.Tests.Webcast.OpenPlatform;

public sealed class PushSignatureTests
{
    private const string Right = "8JuvxAyGfRB0VWvncf1cJQ==";
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("[{\"msg_id\":\"1\",\"content\":\"你好\"}]");
    private static readonly PushHeaders Headers = new("live_gift", "7300000000000000001", "abc123", "1767323045006", Right);

    /// <summary>Computed apart from this code: md5 over headers by name, body and secret.</summary>
    [Fact]
    public void Of_KnownPush_IsTheKnownSignature() => Assert.Equal(Right, PushSignature.Of(Headers, Body, "s3cret"));

    [Fact]
    public void IsRight_OneOfTwoSecrets_IsEnough()
    {
        Assert.True(PushSignature.IsRight(Headers, Body, ["other", "s3cret"]));
        Assert.True(PushSignature.IsRight(Headers, Body, ["s3cret", "other"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("ÄAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("8JuvxAyGfRB0VWvncf1cJQ==8JuvxAyGfRB0VWvncf1cJQ==")]
    public void IsRight_AnotherSignature_IsNot(string signature)
        => Assert.False(PushSignature.IsRight(Headers with { Signature = signature }, Body, ["s3cret"]));

    [Fact]
    public void IsRight_AnythingSignedIsChanged_IsNot()
    {
        Assert.False(PushSignature.IsRight(Headers, Body, ["S3cret"]));
        Assert.False(PushSignature.IsRight(Headers, Body, []));
        Assert.False(PushSignature.IsRight(Headers, Body.AsSpan(1), ["s3cret"]));
        Assert.False(PushSignature.IsRight(Headers with { MessageType = "live_like" }, Body, ["s3cret"]));
        Assert.False(PushSignature.IsRight(Headers with { RoomId = "7300000000000000002" }, Body, ["s3cret"]));
        Assert.False(PushSignature.IsRight(Headers with { Nonce = "abc124" }, Body, ["s3cret"]));
        Assert.False(PushSignature.IsRight(Headers with { Timestamp = "1767323045007" }, Body, ["s3cret"]));
    }

    [Theory]
    [InlineData("1767323045006", 1_767_323_045_006)]
    [InlineData("1767323045", 1_767_323_045_000)]
    [InlineData("-1", 0)]
    [InlineData("soon", 0)]
    public void Time_SecondsOrMilliseconds_AreMilliseconds(string sent, long expected) => Assert.Equal(expected, (Headers with { Timestamp = sent }).Time);

    [Fact]
    public void Wrong_EachHeader_IsNamed()
    {
        Assert.Null(Headers.Wrong);
        Assert.Equal("x-roomid", (Headers with { RoomId = "abc" }).Wrong);
        Assert.Equal("x-nonce-str", (Headers with { Nonce = "" }).Wrong);
        Assert.Equal("x-nonce-str", (Headers with { Nonce = new string('n', 200) }).Wrong);
        Assert.Equal("x-timestamp", (Headers with { Timestamp = "" }).Wrong);
        Assert.Equal("x-signature", (Headers with { Signature = "" }).Wrong);
        Assert.Equal("x-msg-type", (Headers with { MessageType = "" }).Wrong);
    }
}
