using DouyinIngest.Webcast;
using LiveAssistant.Answers;
using LiveAssistant.Screen;

namespace LiveAssistant;

/// <summary>An assistant in a room: the connector, what it hears put into the assistant's ears, and the assistant's lines put into the room.</summary>
internal sealed class AssistantRun : IAsyncDisposable
{
    private readonly LiveRoomConnector _room;
    private readonly string _name;
    private readonly IChatResponder _responder;
    private readonly TimeProvider _time;
    private readonly long _started;

    /// <param name="name">What a connector is given for the room.</param>
    /// <param name="options">The connector's.</param>
    /// <param name="settings">The assistant's.</param>
    /// <param name="responder">Thinks of answers.</param>
    /// <param name="listeners">Hear of everything.</param>
    public AssistantRun(string name, LiveRoomOptions options, AssistantSettings settings, IChatResponder responder, params IReadOnlyList<IAssistantListener> listeners)
    {
        _name = name;
        _responder = responder;
        _time = options.TimeProvider;
        _started = _time.GetTimestamp();

        // The pace is kept in one place: the assistant's, which chooses what to say only when it may talk.
        options.Chat.Interval = settings.Pace;
        _room = new LiveRoomConnector(name, options);
        Assistant = new Assistant(settings, responder, _room.SendMessageAsync, _time, listeners);
        _room.OnChat(Assistant.Hear)
            .OnGift(Assistant.Hear)
            .OnError(error =>
            {
                foreach (var listener in listeners)
                {
                    listener.Trouble($"{error.Message.TrimEnd('.')}. {error.Remedy}");
                }
            });
    }

    public Assistant Assistant { get; }

    /// <summary>The frame of the screen; what is in it comes from the board.</summary>
    public AssistantView View => new() { Room = _name, State = _room.State.ToString(), Responder = _responder.Name, Elapsed = _time.GetElapsedTime(_started) };

    /// <summary>Runs until the broadcast has ended or it is told to stop.</summary>
    /// <exception cref="LiveRoomException">The room is not to be had, or no longer.</exception>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        await _room.ConnectAsync(stoppingToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var saying = Assistant.RunAsync(stop.Token);
        await Task.WhenAny(_room.Completion, saying);
        await stop.CancelAsync();
        await saying;
        if (_room.Completion.IsCompleted)
        {
            await _room.Completion;
        }
    }

    public ValueTask DisposeAsync() => _room.DisposeAsync();
}
