using System.Globalization;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Webcast.Chat;

/// <summary>Says lines by the site's web API. Thread-safe; lines of one room go one after the other, at a pace.</summary>
public sealed class ChatSender : IChatSender, IDisposable
{
    /// <summary>The cookie of a login; without it nobody can say anything.</summary>
    public const string LoginCookie = CookieNames.Login;

    private readonly ISigner _signer;
    private readonly ICookieSource _cookies;
    private readonly RoomInfoOptions _site;
    private readonly ChatOptions _options;
    private readonly IChatCall _call;
    private readonly TimeProvider _time;
    private readonly ChatPace _pace;
    private readonly CancellationTokenSource _closed = new();
    private int _waiting;

    /// <param name="signer">Signs the request; shared, stays the caller's.</param>
    /// <param name="cookies">Must hold a login; shared, stays the caller's.</param>
    /// <param name="site">Where the site is, and the User-Agent.</param>
    /// <param name="options">Read once.</param>
    /// <param name="time">For pace and time-outs.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
    public ChatSender(ISigner signer, ICookieSource cookies, RoomInfoOptions site, ChatOptions options, TimeProvider time)
        : this(signer, cookies, site, options, time, null)
    {
    }

    internal ChatSender(ISigner signer, ICookieSource cookies, RoomInfoOptions site, ChatOptions options, TimeProvider time, IChatCall? call)
    {
        ArgumentNullException.ThrowIfNull(options);
        _signer = signer;
        _cookies = cookies;
        _site = site;
        _options = options.Checked();
        _time = time;
        _call = call ?? new ChatCall(options.Timeout, time);
        _pace = new ChatPace(options.Interval, time);
    }

    /// <summary>Lines that wait for their turn or for their answer.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <inheritdoc/>
    public async Task<ChatSendResult> SendAsync(ChatTarget room, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (ChatText.Clean(text, _options.MaxLength, out var refusal) is not { } line)
        {
            return refusal!;
        }

        if (room.RoomId <= 0)
        {
            return new ChatSendResult(ChatReason.RoomNotFound, "no room id is given");
        }

        if (_closed.IsCancellationRequested)
        {
            return Stopped();
        }

        try
        {
            return Interlocked.Increment(ref _waiting) > _options.MaxQueued
                ? new ChatSendResult(ChatReason.QueueFull, string.Create(CultureInfo.InvariantCulture, $"{_options.MaxQueued} lines wait already"))
                : await InTurnAsync(room, line, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Refuses what still waits; a request that is out is not awaited any longer, and its line is unknown.</summary>
    public void Dispose() => _closed.Cancel();

    private async Task<ChatSendResult> InTurnAsync(ChatTarget room, string line, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        try
        {
            var lane = await _pace.EnterAsync(room.RoomId, either.Token);
            var written = false;
            try
            {
                ChatSendResult result;
                (result, written) = await TryAsync(room, line, either.Token);
                return result;
            }
            finally
            {
                _pace.Leave(lane, written);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Stopped();
        }
    }

    private async Task<(ChatSendResult Result, bool Written)> TryAsync(ChatTarget room, string line, CancellationToken cancellationToken)
    {
        var query = ChatRequest.RawQuery(room.RoomId, line);
        Signature signature;
        CookieJar login;
        try
        {
            var roomId = room.RoomId.ToString(CultureInfo.InvariantCulture);
            signature = await _signer.SignAsync(new SignRequest(room.LiveId ?? "", roomId, "", _site.UserAgent, query), cancellationToken);

            // A sign service that keeps the sessions may give the login, too.
            login = Read(signature.Cookies ?? await _cookies.GetAsync(cancellationToken));
        }
        catch (SignerException e)
        {
            return (new ChatSendResult(ChatReason.SignerFailed, e.Message), false);
        }
        catch (FormatException)
        {
            // Its text may hold a secret.
            return (new ChatSendResult(ChatReason.SignerFailed, "the cookies that the signer gave cannot be sent"), false);
        }

        if (!login.Has(LoginCookie))
        {
            return (new ChatSendResult(ChatReason.NoLogin, $"there is no cookie {LoginCookie}"), false);
        }

        if (ChatRequest.Address(_site.UpstreamUrl, query, signature) is not { } address)
        {
            return (new ChatSendResult(ChatReason.SignerFailed, $"the URL that the signer gave is not {ChatRequest.Path} of {_site.UpstreamUrl.Authority}; the login is for that host alone"), false);
        }

        if (ChatRequest.Headers(_site.UpstreamUrl, room.LiveId ?? "", _site.UserAgent, login.ToHeader(), signature) is not { } headers)
        {
            return (new ChatSendResult(ChatReason.SignerFailed, "the headers that the signer gave cannot be sent"), false);
        }

        var answer = await _call.GetAsync(address, headers, cancellationToken);
        return (ChatAnswers.Classify(answer), answer.MayBeWritten);
    }

    private CookieJar Read(string header) => CookieJar.Parse(header, "cookies", "douyin.com", _time.GetUtcNow());

    private static ChatSendResult Stopped() => new(ChatReason.Stopped, "");
}
