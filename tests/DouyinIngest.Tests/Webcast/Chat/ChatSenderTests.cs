using System.Net;
using System.Text;
using System.Threading.Channels;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Tests.Webcast.Chat;

public sealed class ChatSenderTests : IDisposable
{
    private static readonly ChatTarget Room = new("732001", 7_300_000_000_000_000_001);
    private static readonly ChatTarget Other = new("732002", 7_300_000_000_000_000_002);
    private readonly ArmedTime _time = new();
    private readonly Far _far = new();
    private readonly Keys _keys = new();
    private readonly ChatOptions _options = new();
    private string _cookies = "ttwid=t; sessionid=s3cret";
    private ChatSender? _sender;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ChatSender Sender => _sender ??= new ChatSender(
        _keys, new Jar(() => _cookies), new RoomInfoOptions { UpstreamUrl = new Uri("https://live.example") }, _options, _time, _far);

    public void Dispose() => _sender?.Dispose();

    [Fact]
    public async Task Send_Line_IsAskedForAsTheWebClientDoes()
    {
        var result = await Sender.SendAsync(Room, " 你好 & bye\n", Token).Soon();

        Assert.Equal(ChatOutcome.Sent, result.Outcome);
        var (url, headers) = Assert.Single(_far.Asked);
        Assert.StartsWith("https://live.example/webcast/room/chat/?aid=6383&app_name=douyin_web&live_id=1&", url.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains("&room_id=7300000000000000001&content=%E4%BD%A0%E5%A5%BD%20%26%20bye&type=0&msToken=&a_bogus=", url.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(("ttwid=t; sessionid=s3cret", "https://live.example", "https://live.example/732001"), (headers["Cookie"], headers["Origin"], headers["Referer"]));
    }

    [Fact]
    public async Task Send_Signed_CarriesSignatureHeadersAndCookies()
    {
        _keys.Answer = new Signature("a+b/=", null, new Dictionary<string, string>(StringComparer.Ordinal) { ["x-secsdk-csrf-token"] = "c" }, "sessionid=other", null);

        await Sender.SendAsync(Room, "hi", Token).Soon();

        var (url, headers) = Assert.Single(_far.Asked);
        Assert.EndsWith("&a_bogus=a%2Bb%2F%3D", url.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(("c", "sessionid=other"), (headers["x-secsdk-csrf-token"], headers["Cookie"]));
        Assert.Equal(("732001", "7300000000000000001"), (_keys.Asked!.WebRid, _keys.Asked.RoomId));
        Assert.Contains("content=hi", _keys.Asked.RawQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://live.example/webcast/room/chat/?content=hi&a_bogus=1", ChatReason.None)]
    [InlineData("https://evil.example/webcast/room/chat/?content=hi", ChatReason.SignerFailed)]
    [InlineData("http://live.example/webcast/room/chat/?content=hi", ChatReason.SignerFailed)]
    [InlineData("https://live.example/webcast/im/push/v2/", ChatReason.SignerFailed)]
    [InlineData("nonsense", ChatReason.SignerFailed)]
    public async Task Send_SignerGivesAUrl_TheLoginGoesToTheSiteOnly(string url, ChatReason expected)
    {
        _keys.Answer = new Signature(null, url, null, null, null);

        Assert.Equal(expected, (await Sender.SendAsync(Room, "hi", Token).Soon()).Reason);
        Assert.Equal(expected == ChatReason.None ? 1 : 0, _far.Asked.Count);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("ttwid=t", 0)]
    [InlineData("sessionid=", 0)]
    [InlineData("sessionid=1", 1)]
    public async Task Send_NoLoginCookie_IsRefusedWithoutARequest(string cookies, int requests)
    {
        _cookies = cookies;

        var result = await Sender.SendAsync(Room, "hi", Token).Soon();

        Assert.Equal(requests == 0 ? ChatReason.NoLogin : ChatReason.None, result.Reason);
        Assert.Equal(requests, _far.Asked.Count);
    }

    [Theory]
    [InlineData("bad\nheader", null)]
    [InlineData(null, "a=1\nb=2\nc=3")]
    public async Task Send_SignerGivesWhatCannotBeSent_IsRefusedWithoutIt(string? header, string? cookies)
    {
        _keys.Answer = new Signature("x", null, header is null ? null : new Dictionary<string, string>(StringComparer.Ordinal) { ["h"] = header }, cookies, null);

        var result = await Sender.SendAsync(Room, "hi", Token).Soon();

        Assert.Equal(ChatReason.SignerFailed, result.Reason);
        Assert.DoesNotContain("bad", result.ToString(), StringComparison.Ordinal);
        Assert.Empty(_far.Asked);
    }

    [Fact]
    public async Task Send_SignerFails_IsRefusedWithItsWords()
    {
        _keys.Failure = new SignerException("The sign service could not be used: it is away.");

        var result = await Sender.SendAsync(Room, "hi", Token).Soon();

        Assert.Equal((ChatReason.SignerFailed, "The sign service could not be used: it is away."), (result.Reason, result.Detail));
    }

    [Fact]
    public async Task Send_SecondLineOfARoom_WaitsForTheInterval()
    {
        await Sender.SendAsync(Room, "one", Token).Soon();
        var second = Sender.SendAsync(Room, "two", Token);
        var other = await Sender.SendAsync(Other, "elsewhere", Token).Soon();

        Assert.Equal(ChatOutcome.Sent, other.Outcome);
        Assert.False(second.IsCompleted);
        await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(2.9), Token);
        Assert.Equal(2, _far.Asked.Count);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await second.Soon();
        Assert.Equal(3, _far.Asked.Count);
    }

    [Fact]
    public async Task Send_RefusedBeforeAnyRequest_CostsTheNextLineNoPause()
    {
        _keys.Failure = new SignerException("away");
        await Sender.SendAsync(Room, "one", Token).Soon();
        _keys.Failure = null;

        Assert.Equal(ChatOutcome.Sent, (await Sender.SendAsync(Room, "two", Token).Soon()).Outcome);
    }

    [Fact]
    public async Task Send_ManyAtOnce_GoInOrderOneAtATime()
    {
        _options.Interval = TimeSpan.Zero;
        _far.Hold();
        var sent = Enumerable.Range(0, 20).Select(n => Sender.SendAsync(Room, $"line{n:00}", Token)).ToList();
        for (var i = 0; i < 20; i++)
        {
            await _far.NextAsync(Token);
            Assert.Equal(i + 1, _far.Asked.Count);
            _far.Answer(Far.Sent);
        }

        await Task.WhenAll(sent).Soon();
        Assert.Equal(Enumerable.Range(0, 20).Select(n => $"line{n:00}"), _far.Asked.Select(a => a.Url.Query.Split("content=")[1][..6]));
    }

    [Fact]
    public async Task Send_QueueIsFull_IsRefusedAtOnce()
    {
        _options.MaxQueued = 2;
        _far.Hold();
        var first = Sender.SendAsync(Room, "1", Token);
        var second = Sender.SendAsync(Room, "2", Token);

        Assert.Equal(ChatReason.QueueFull, (await Sender.SendAsync(Room, "3", Token).Soon()).Reason);
        Assert.Equal(2, Sender.Waiting);
        _far.Answer(Far.Sent);
        await first.Soon();
        await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(3), Token);
        _far.Answer(Far.Sent);
        await second.Soon();
        Assert.Equal(0, Sender.Waiting);
    }

    [Fact]
    public async Task Send_CancelledInTheQueue_ThrowsAndTheNextGoesOn()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await Sender.SendAsync(Room, "one", Token).Soon();
        var second = Sender.SendAsync(Room, "two", cancel.Token);
        var third = Sender.SendAsync(Room, "three", Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.Soon());
        await _time.AdvanceWhenArmedAsync(TimeSpan.Zero, Token);
        await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(3), Token);
        await third.Soon();
        Assert.DoesNotContain(_far.Asked, a => a.Url.Query.Contains("content=two", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dispose_LineWaits_IsRefusedAsStopped()
    {
        await Sender.SendAsync(Room, "one", Token).Soon();
        var second = Sender.SendAsync(Room, "two", Token);
        Sender.Dispose();

        Assert.Equal(ChatReason.Stopped, (await second.Soon()).Reason);
        Assert.Equal(ChatReason.Stopped, (await Sender.SendAsync(Room, "three", Token).Soon()).Reason);
        Assert.Single(_far.Asked);
    }

    [Theory]
    [InlineData("", ChatReason.Empty)]
    [InlineData("123456", ChatReason.TooLong)]
    public async Task Send_TextThatIsNoLine_IsRefusedWithoutARequest(string text, ChatReason expected)
    {
        _options.MaxLength = 5;

        Assert.Equal(expected, (await Sender.SendAsync(Room, text, Token).Soon()).Reason);
        Assert.Empty(_far.Asked);
    }

    [Fact]
    public async Task Send_NoRoomId_IsRefused()
        => Assert.Equal(ChatReason.RoomNotFound, (await Sender.SendAsync(new ChatTarget("732001", 0), "hi", Token).Soon()).Reason);

    [Fact]
    public void Options_OutOfRange_AreRefusedByName()
    {
        _options.MaxQueued = 0;

        var error = Assert.Throws<System.ComponentModel.DataAnnotations.ValidationException>(() => Sender);

        Assert.Equal("Chat:MaxQueued must be from 1 to 100,000.", error.Message);
    }

    [Fact]
    public async Task Pace_ManyRooms_AreNotRememberedForEver()
    {
        var pace = new ChatPace(TimeSpan.FromSeconds(3), _time);
        for (var room = 1; room <= 1_000; room++)
        {
            pace.Leave(await pace.EnterAsync(room, Token), written: true);
            _time.Advance(TimeSpan.FromSeconds(3));
        }

        Assert.InRange(pace.Lanes, 1, 256);
    }

    private sealed class Jar(Func<string> cookies) : ICookieSource
    {
        public ValueTask<string> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(cookies());
    }

    private sealed class Keys : ISigner
    {
        public Signature Answer { get; set; } = Signature.None;

        public SignerException? Failure { get; set; }

        public SignRequest? Asked { get; private set; }

        public ValueTask<Signature> SignAsync(SignRequest request, CancellationToken cancellationToken)
        {
            Asked = request;
            return Failure is null ? ValueTask.FromResult(Answer) : throw Failure;
        }
    }

    private sealed class Far : IChatCall
    {
        public static readonly ChatAnswer Sent = new(new HttpAnswer { Status = HttpStatusCode.OK, Body = Encoding.UTF8.GetBytes("{\"status_code\":0}") }, MayBeWritten: true);
        private readonly List<(Uri Url, IReadOnlyDictionary<string, string> Headers)> _asked = [];
        private readonly Channel<bool> _came = Channel.CreateUnbounded<bool>();
        private readonly Channel<ChatAnswer> _answers = Channel.CreateUnbounded<ChatAnswer>();
        private bool _held;

        public IReadOnlyList<(Uri Url, IReadOnlyDictionary<string, string> Headers)> Asked { get { lock (_asked) { return [.. _asked]; } } }

        public void Hold() => _held = true;

        public void Answer(ChatAnswer answer) => _answers.Writer.TryWrite(answer);

        public Task<bool> NextAsync(CancellationToken cancellationToken) => _came.Reader.ReadAsync(cancellationToken).AsTask().Soon();

        public async Task<ChatAnswer> GetAsync(Uri address, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
        {
            lock (_asked)
            {
                _asked.Add((address, headers));
            }

            _came.Writer.TryWrite(true);
            return _held ? await _answers.Reader.ReadAsync(cancellationToken) : Sent;
        }
    }
}
