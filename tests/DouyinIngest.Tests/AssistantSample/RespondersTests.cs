using System.Net;
using System.Text.Json;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Webcast.Http;
using LiveAssistant.Answers;

namespace DouyinIngest.Tests.AssistantSample;

public sealed class RespondersTests : IDisposable
{
    private static readonly OpenAiSettings Settings = new(new Uri("https://ai.example/v1/"), "m") { Key = "hidden-key", MaxAnswer = 10 };

    private readonly string _file = Path.GetTempFileName();
    private readonly ArmedTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("这个多少钱 12", true)]
    [InlineData("主播好", true)]
    [InlineData("666", false)]
    public async Task Rules_Line_AnswersWhatItHasARuleFor(string line, bool answered) =>
        Assert.Equal(answered, await new RuleResponder(AnswerRules.BuiltIn).AnswerAsync(SomeEvents.Chat(line), Token) is { Length: > 0 });

    [Fact]
    public async Task Rules_SameQuestion_AnswersInTurn()
    {
        var rules = new RuleResponder([new AnswerRule(["PRICE"], ["a", "b"])]);
        var answers = new List<string?>();
        for (var i = 0; i < 3; i++)
        {
            answers.Add(await rules.AnswerAsync(SomeEvents.Chat("what price?"), Token));
        }

        Assert.Equal(["a", "b", "a"], answers);
    }

    [Fact]
    public void RulesFile_Read_HasItsRules()
    {
        File.WriteAllText(_file, """[{"when":["size"],"say":["S to 3XL"]}, /* and */ ]""");

        Assert.Equal("S to 3XL", Assert.Single(AnswerRules.Read(_file)).Say[0]);
    }

    [Theory]
    [InlineData("nonsense", "line 1")]
    [InlineData("null", "rule 1")]
    [InlineData("""[{"when":["a"],"say":["b"]},{"when":[],"say":["b"]}]""", "rule 2")]
    [InlineData("""[{"when":[" "],"say":["b"]}]""", "rule 1")]
    [InlineData("""[null]""", "rule 1")]
    public void RulesFile_Wrong_SaysWhere(string text, string says)
    {
        File.WriteAllText(_file, text);

        Assert.Contains(says, Assert.Throws<FormatException>(() => AnswerRules.Read(_file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ai_Answer_IsAskedForAndCut()
    {
        using var handler = new ScriptedHandler(_ => ScriptedHandler.Ok("""{"choices":[{"message":{"role":"assistant","content":"“十二个字以上的回答\n第二行”"}}]}"""));
        using var ai = new OpenAiResponder(Settings, handler, _time);

        Assert.Equal("十二个字以上的回答…", await ai.AnswerAsync(SomeEvents.Chat("hello"), Token));

        Assert.Equal("https://ai.example/v1/chat/completions", Assert.Single(handler.Asked));
        using var body = JsonDocument.Parse(Assert.Single(handler.Bodies));
        Assert.Equal("m", body.RootElement.GetProperty("model").GetString());
        Assert.Equal("“hello”", body.RootElement.GetProperty("messages")[1].GetProperty("content").GetString());
        Assert.DoesNotContain("hidden", ai.Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "{}", "look at the key")]
    [InlineData(HttpStatusCode.NotFound, "{}", "--ai-model")]
    [InlineData(HttpStatusCode.OK, "<html>", "no chat completion")]
    [InlineData(HttpStatusCode.OK, """{"choices":[]}""", "no chat completion")]
    [InlineData(HttpStatusCode.OK, """[]""", "no chat completion")]
    public async Task Ai_NoAnswer_SaysWhy(HttpStatusCode status, string body, string says)
    {
        using var handler = new ScriptedHandler(_ => new HttpResponseMessage(status) { Content = new StringContent(body) });
        using var ai = new OpenAiResponder(Settings, handler, _time);

        var error = await Assert.ThrowsAsync<ResponderException>(() => ai.AnswerAsync(SomeEvents.Chat("hello"), Token));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ai_TooSlow_IsGivenUp()
    {
        using var handler = new ScriptedHandler(_ => ScriptedHandler.Ok("")) { Gate = new TaskCompletionSource().Task };
        using var ai = new OpenAiResponder(Settings, handler, _time);
        var asking = ai.AnswerAsync(SomeEvents.Chat("hello"), Token);
        await _time.AdvanceWhenArmedAsync(Settings.Timeout, Token);

        Assert.Contains("within 10 s", (await Assert.ThrowsAsync<ResponderException>(() => asking.Soon())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ai_BodyTooLarge_IsNotRead()
    {
        using var handler = new ScriptedHandler(_ => ScriptedHandler.Ok(new string('x', 300_000)));
        using var ai = new OpenAiResponder(Settings, handler, _time);

        await Assert.ThrowsAsync<ResponderException>(() => ai.AnswerAsync(SomeEvents.Chat("hello"), Token));
    }

    [Theory]
    [InlineData("http://ai.example/v1", "key", false)]
    [InlineData("http://127.0.0.1:11434/v1", "key", true)]
    [InlineData("http://ai.example/v1", "", true)]
    [InlineData("ftp://ai.example/v1", "", false)]
    public void Ai_Address_NeverCarriesTheKeyInTheOpen(string address, string key, bool accepted)
    {
        var settings = new OpenAiSettings(new Uri(address), "m") { Key = key };

        Assert.Equal(accepted, Record.Exception(settings.Checked) is null);
    }

    [Fact]
    public void Ai_ContentNull_IsNothingToSay() =>
        Assert.Equal("", OpenAiAnswer.Read("""{"choices":[{"message":{"content":null}}]}"""u8.ToArray(), 10));

    public void Dispose() => File.Delete(_file);
}
