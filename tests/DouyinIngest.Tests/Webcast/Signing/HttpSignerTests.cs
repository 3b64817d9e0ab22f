using System.Net;
using System.Text.Json;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Webcast.Http;
using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Tests.Webcast.Signing;

public class HttpSignerTests
{
    private static readonly SignRequest Request = new("732001", "7312345678901234567", "7319000000000000001", "agent", "aid=6383&room_id=7312345678901234567");
    private readonly ArmedTime _time = new();

    [Fact]
    public async Task Sign_Answered_PostsTheContractAndReadsTheAnswer()
    {
        using var handler = new ScriptedHandler(_ => ScriptedHandler.Ok("""{"signature":"abc","headers":{"X-A":"1"},"cookies":"ttwid=1","expires":null,"more":1}"""));
        var signature = await SignAsync(handler);

        Assert.Equal("abc", signature.Value);
        Assert.Null(signature.FullUrl);
        Assert.Equal("1", signature.Headers!["x-a"]);
        Assert.Equal("ttwid=1", signature.Cookies);
        using var sent = JsonDocument.Parse(Assert.Single(handler.Bodies));
        Assert.Equal(
            (string[])["web_rid=732001", "room_id=7312345678901234567", "user_unique_id=7319000000000000001", "user_agent=agent", "raw_query=aid=6383&room_id=7312345678901234567"],
            sent.RootElement.EnumerateObject().Select(p => $"{p.Name}={p.Value.GetString()}"),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task Sign_Poll_TellsItsUrlAndTakesOneOfHttp()
    {
        using var handler = new ScriptedHandler(_ => ScriptedHandler.Ok("""{"full_url":"https://h.test/webcast/im/fetch/?a_bogus=x"}"""));
        using var signer = new HttpSigner(handler, new SigningOptions { Mode = SigningMode.Http, Url = new Uri("https://sign.test/") }, _time);
        var signature = await signer.SignAsync(Request with { Url = "https://h.test/webcast/im/fetch/" }, TestContext.Current.CancellationToken).Soon();

        Assert.Equal("https://h.test/webcast/im/fetch/?a_bogus=x", signature.FullUrl);
        Assert.Contains("\"url\":\"https://h.test/webcast/im/fetch/\"", Assert.Single(handler.Bodies), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_FullUrl_IsTaken()
    {
        using var handler = new ScriptedHandler(_ => ScriptedHandler.Ok("""{"full_url":"wss://h.test/p?signature=x"}"""));

        Assert.Equal("wss://h.test/p?signature=x", (await SignAsync(handler)).FullUrl);
    }

    [Theory]
    [InlineData("{}", "neither signature nor full_url")]
    [InlineData("""{"signature":""}""", "neither signature nor full_url")]
    [InlineData("""{"signature":7}""", "signature is no string")]
    [InlineData("""{"signature":"a\nb"}""", "signature is longer")]
    [InlineData("""{"full_url":"https://h.test/"}""", "ws:// or wss://")]
    [InlineData("""{"full_url":"nonsense"}""", "ws:// or wss://")]
    [InlineData("""{"signature":"a","headers":[]}""", "headers is no object")]
    [InlineData("""{"signature":"a","headers":{"a b":"c"}}""", "headers holds a name")]
    [InlineData("""{"signature":"a","headers":{"A":"c\r\nB: d"}}""", "a header is longer")]
    [InlineData("""{"signature":"a","cookies":{}}""", "cookies is no string")]
    [InlineData("""{"signature":"a","expires":"soon"}""", "expires is neither")]
    [InlineData("""{"signature":"a","expires":-1}""", "expires is neither")]
    [InlineData("[]", "no JSON object")]
    [InlineData("nonsense", "no JSON")]
    [InlineData("<html>", "HTML in place of JSON")]
    [InlineData("", "empty body")]
    public async Task Sign_AnswerOfAnotherShape_SaysWhatIsWrongAndWhichSetting(string body, string expected)
    {
        using var handler = new ScriptedHandler(_ => ScriptedHandler.Ok(body));
        var error = await Assert.ThrowsAsync<SignerException>(() => SignAsync(handler));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("Signing:Url", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "too many sign calls; lower Signing:SignsPerSecond")]
    [InlineData(401, "does not let us in")]
    [InlineData(404, "HTTP 404")]
    public async Task Sign_Refused_SaysTheStatus(int status, string expected)
    {
        using var handler = new ScriptedHandler(_ => ScriptedHandler.Status((HttpStatusCode)status));
        var error = await Assert.ThrowsAsync<SignerException>(() => SignAsync(handler));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Single(handler.Asked);
    }

    [Fact]
    public async Task Sign_BodyOverTheCap_IsRefused()
    {
        using var handler = new ScriptedHandler(_ => ScriptedHandler.Ok(new string(' ', 70_000)));
        var error = await Assert.ThrowsAsync<SignerException>(() => SignAsync(handler));

        Assert.Contains("over 65536 bytes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("\"{1}\"")]
    public async Task Sign_AnswerWithExpiry_IsUsedUntilThen(string form)
    {
        var until = _time.GetUtcNow().AddSeconds(30);
        var expires = form.Replace("{0}", $"{until.ToUnixTimeSeconds()}", StringComparison.Ordinal).Replace("{1}", $"{until:O}", StringComparison.Ordinal);
        using var handler = new ScriptedHandler(_ => ScriptedHandler.Ok($$"""{"signature":"a","expires":{{expires}}}"""));
        using var signer = Signer(handler);
        await signer.SignAsync(Request, TestContext.Current.CancellationToken);
        await signer.SignAsync(Request with { }, TestContext.Current.CancellationToken);
        Assert.Single(handler.Asked);

        await signer.SignAsync(Request with { RawQuery = "other" }, TestContext.Current.CancellationToken);
        Assert.Equal(2, handler.Asked.Count);

        _time.Advance(TimeSpan.FromSeconds(30));
        await signer.SignAsync(Request, TestContext.Current.CancellationToken);
        Assert.Equal(3, handler.Asked.Count);
    }

    [Fact]
    public async Task Sign_WithoutExpiry_IsAskedEachTime()
    {
        using var handler = new ScriptedHandler(_ => ScriptedHandler.Ok("""{"signature":"a"}"""));
        using var signer = Signer(handler);
        await signer.SignAsync(Request, TestContext.Current.CancellationToken);
        await signer.SignAsync(Request, TestContext.Current.CancellationToken);

        Assert.Equal(2, handler.Asked.Count);
    }

    [Fact]
    public async Task None_SignsNothing() =>
        Assert.Same(Signature.None, await new NoneSigner().SignAsync(Request, TestContext.Current.CancellationToken));

    private async Task<Signature> SignAsync(HttpMessageHandler handler)
    {
        using var signer = Signer(handler);
        return await signer.SignAsync(Request, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Signature_ToString_HidesWhatWasSigned()
    {
        var signature = new Signature("secret", "wss://x/?signature=secret", new Dictionary<string, string> { ["Cookie"] = "secret" }, "secret", null);

        Assert.DoesNotContain("secret", signature.ToString(), StringComparison.Ordinal);
        Assert.Contains("Headers = 1", signature.ToString(), StringComparison.Ordinal);
        Assert.Contains("Value = none", Signature.None.ToString(), StringComparison.Ordinal);
    }

    private HttpSigner Signer(HttpMessageHandler handler) =>
        new(handler, new SigningOptions { Mode = SigningMode.Http, Url = new Uri("http://127.0.0.1:1/sign") }, _time);
}
