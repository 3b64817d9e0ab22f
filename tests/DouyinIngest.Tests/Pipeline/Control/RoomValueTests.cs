using System.Text;
using DouyinIngest.Pipeline.Control;

namespace DouyinIngest.Tests.Pipeline.Control;

public sealed class RoomValueTests
{
    [Theory]
    [InlineData("""{"state":"active"}""")]
    [InlineData("""{"state":"paused"}""")]
    [InlineData("""{"roomId":"7300000000000000001","state":"active"}""")]
    [InlineData("""{"state":"active","transport":"websocket","credential":"b","priority":-3}""")]
    [InlineData("""{"state":"active","transport":"polling"}""")]
    [InlineData("""{"state":"active","transport":"push"}""")]
    [InlineData("""{"state":"active","since":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"state":"active","since":"2026-01-01T00:00:00.1234567Z"}""")]
    [InlineData("""{"state":"active","filters":{"kinds":["chat","gift"]}}""")]
    [InlineData("""{"state":"active","filters":{"excludedKinds":["enter"],"blockedUsers":["42","MS4wLjABAAAAx"],"minGiftValue":10,"ignoreSeparators":true}}""")]
    [InlineData("""{"state":"active","filters":{"words":{"a":{"action":"drop","words":["x","y"]},"b":{"action":"mask","words":["vx"]},"c":{"action":"tag","words":["why"]}}}}""")]
    [InlineData("""{"state":"active","labels":{"tenant":"x"}}""")]
    public void Write_WhatWasRead_IsTheSame(string value) => Assert.Equal(value, Written(value));

    [Theory]
    [InlineData("{}", """{"state":"active"}""")]
    [InlineData("""{"roomId":7300000000000000001}""", """{"roomId":"7300000000000000001","state":"active"}""")]
    [InlineData("""{"transport":"hybrid","priority":0,"labels":{}}""", """{"state":"active"}""")]
    [InlineData("""{"filters":{"kinds":["gift","chat","gift"],"blockedUsers":[],"minGiftValue":0,"words":{}}}""", """{"state":"active","filters":{"kinds":["chat","gift"]}}""")]
    [InlineData("""{"filters":{"words":{"b":{"words":[" vx "]}},"ignoreSeparators":false}}""", """{"state":"active","filters":{"words":{"b":{"action":"drop","words":["vx"]}}}}""")]
    [InlineData("""{"filters":{"minGiftValue":null}}""", """{"state":"active"}""")]
    [InlineData("""{"since":"2026-01-01T08:00:00+08:00"}""", """{"state":"active","since":"2026-01-01T00:00:00Z"}""")]
    public void Write_SeveralWaysToSayIt_IsOne(string value, string written) => Assert.Equal(written, Written(value));

    [Fact]
    public void WriteCredentials_ReadBack_AreTheSame()
    {
        const string Value = """{"credentials":{"default":{"limit":100,"reserve":2},"free":{}}}""";
        var named = Assert.IsType<CredentialsNamed>(Tables.Entry(ControlKeys.Credentials, Value));
        Assert.Equal(Value, Encoding.UTF8.GetString(CredentialsValue.Write(named.Credentials)));
    }

    private static string Written(string value) => Encoding.UTF8.GetString(RoomValue.Write(Assert.IsType<RoomWanted>(Tables.Entry("5", value)).Room));
}
