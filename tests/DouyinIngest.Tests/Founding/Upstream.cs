using DouyinIngest.Protos.Webcast.Data;
using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Simulator;
using DouyinIngest.Simulator.World;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast;

namespace DouyinIngest.Tests.Founding;

/// <summary>A simulated room in which only that happens what a test says.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private long _id = 1_000;

    private Upstream(SimulatorHost simulator) => Simulator = simulator;

    public SimulatorHost Simulator { get; }

    /// <summary>As a person would paste it, but of the simulator.</summary>
    public string LiveUrl => new Uri(Simulator.BaseUrl, FormattableString.Invariant($"/{Room.LiveId}")).AbsoluteUri;

    public string RoomId => FormattableString.Invariant($"{Room.RoomId}");

    /// <summary>All defaults, but for where the site is.</summary>
    public LiveRoomOptions Options => new() { UpstreamUrl = Simulator.BaseUrl };

    public SimulatedRoom Room => Simulator.Rooms[0];

    public static async Task<Upstream> StartAsync(SimulatorOptions? options = null)
    {
        options ??= new SimulatorOptions();
        options.Rooms = 1;
        options.Quiet = true;
        return new Upstream(await SimulatorHost.StartAsync(options, cancellationToken: TestContext.Current.CancellationToken));
    }

    /// <summary>Waits until somebody follows the room.</summary>
    public Task IsWatchedAsync() => Waiting.UntilAsync(() => Simulator.Counters.Open.Now > 0);

    public void Chat(string name, string content) => Emit(new ChatMessage { User = Person(name), Content = content });

    public void Gift(string name, string gift) => Emit(new GiftMessage
    {
        User = Person(name), GiftId = 463, RepeatCount = 1, GroupCount = 1, ComboCount = 1,
        Gift = new GiftStruct { Id = 463, Name = gift, DiamondCount = 1 },
    });

    public void Like(string name, int count) => Emit(new LikeMessage { User = Person(name), Count = count, Total = count });

    public void Enter(string name) => Emit(new MemberMessage { User = Person(name), Action = 1 });

    public void Follow(string name) => Emit(new SocialMessage { User = Person(name), Action = 1 });

    public void Share(string name) => Emit(new SocialMessage { User = Person(name), Action = 3 });

    public void Online(long people) => Emit(new RoomUserSeqMessage { Total = people, TotalUser = people });

    public void End() => Simulator.EndBroadcast(Room);

    public ValueTask DisposeAsync() => Simulator.DisposeAsync();

    private void Emit(Google.Protobuf.IMessage content) => SimulatorHost.Emit(Room, HandMade.Of(Room, ++_id, content));

    private static User Person(string name) => new() { Id = 5, Nickname = name };
}
