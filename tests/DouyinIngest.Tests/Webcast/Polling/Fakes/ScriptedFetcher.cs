using DouyinIngest.Protos.Webcast;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Webcast.Polling;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Google.Protobuf;

namespace DouyinIngest.Tests.Webcast.Polling.Fakes;

/// <summary>Plays im/fetch: one answer for each poll, the last one again and again; remembers where each was asked to go on.</summary>
internal sealed class ScriptedFetcher(TimeProvider time) : IRoomFetcher
{
    private readonly List<Func<ResumePoint, Fetched>> _answers = [];
    private readonly List<ResumePoint> _asked = [];

    public IReadOnlyList<ResumePoint> Asked
    {
        get
        {
            lock (_asked)
            {
                return [.. _asked];
            }
        }
    }

    public ScriptedFetcher Answers(string cursor, long interval = 0, params long[] chats)
        => Add(asked => Of(asked, Response(cursor, interval, chats).ToByteArray()));

    public ScriptedFetcher Bytes(params byte[] body) => Add(asked => Of(asked, body));

    public ScriptedFetcher Refuses(CloseReason reason) => Add(asked => Fetched.Refused(asked, reason, "why"));

    public async Task<Fetched> FetchAsync(ResumePoint resume, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Func<ResumePoint, Fetched> answer;
        lock (_asked)
        {
            answer = _answers[Math.Min(_asked.Count, _answers.Count - 1)];
            _asked.Add(resume);
        }

        await Task.Yield();
        return answer(resume);
    }

    public static Response Response(string cursor, long interval = 0, params long[] chats)
    {
        var response = new Response { Cursor = cursor, InternalExt = $"ext of {cursor}", FetchInterval = interval, Now = 1_777_000_000_000 };
        response.Messages.AddRange(chats.Select(Wire.Chat));
        return response;
    }

    private Fetched Of(ResumePoint asked, byte[] body) => new(asked, default, "", body, FetchedPlace.Read(body), time.GetUtcNow());

    private ScriptedFetcher Add(Func<ResumePoint, Fetched> answer)
    {
        _answers.Add(answer);
        return this;
    }
}
