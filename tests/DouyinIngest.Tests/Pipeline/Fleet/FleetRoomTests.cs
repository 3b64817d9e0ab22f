using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;
using Closed = DouyinIngest.Protos.Ingest.V1.RoomCheckpoint.Types.Closed;

namespace DouyinIngest.Tests.Pipeline.Fleet;

public sealed class FleetRoomTests : IDisposable
{
    private readonly SuspensionWatch _watch;
    private readonly RoomGate _gate;
    private readonly List<(int Partition, string Key, RoomCheckpoint Value)> _written = [];

    public FleetRoomTests()
    {
        var time = new FakeTimeProvider();
        _watch = new SuspensionWatch(time, () => { });
        _gate = new RoomGate(new PartitionGate(_watch), 40, time);
    }

    [Fact]
    public void Confirmed_Checkpoint_CarriesEpochAndInstance()
    {
        var room = Room();

        room.Confirmed("732001", new RoomCheckpoint { Cursor = "c1" });
        _gate.Renew(55);
        room.Confirmed("732001", new RoomCheckpoint { Cursor = "c2" });

        Assert.Equal([(3, "732001", "c1", 40L, "pod-1"), (3, "732001", "c2", 55L, "pod-1")], Written());
        Assert.Equal("c2", room.Last!.Cursor);
    }

    [Fact]
    public void Last_NothingConfirmedYet_IsWhereItStarted()
    {
        Assert.Null(Room().Last);
        Assert.Equal("c0", Room(new RoomCheckpoint { Cursor = "c0" }).Last!.Cursor);
    }

    [Fact]
    public void Confirmed_Closed_WritesNothingBehindTheFinal()
    {
        var room = Room();
        room.Confirmed("732001", new RoomCheckpoint { Cursor = "c1" });
        room.Close();

        room.Confirmed("732001", new RoomCheckpoint { Cursor = "c2" });
        room.Rewrite();

        Assert.Single(_written);
        Assert.Equal("c1", room.Last!.Cursor);
    }

    [Fact]
    public void Rewrite_AnothersFinalStandsBehindOurs_WritesTheLastUnderTheNewEpochAsRunning()
    {
        var from = new RoomCheckpoint { Cursor = "c0", Epoch = 12, Instance = "another", Final = true, Closed = Closed.Moved };
        var room = Room(from);
        _gate.Renew(55);

        room.Rewrite();

        Assert.Equal([(3, "732001", "c0", 55L, "pod-1")], Written());
        Assert.Equal((false, Closed.Running), (_written[0].Value.Final, _written[0].Value.Closed));
        Assert.Equal((12L, "another", true, Closed.Moved), (from.Epoch, from.Instance, from.Final, from.Closed));
    }

    [Fact]
    public void Rewrite_NothingKnown_WritesNothing()
    {
        Room().Rewrite();
        Assert.Empty(_written);
    }

    public void Dispose() => _watch.Dispose();

    private IEnumerable<(int Partition, string Key, string Cursor, long Epoch, string Instance)> Written()
        => _written.Select(record => (record.Partition, record.Key, record.Value.Cursor, record.Value.Epoch, record.Value.Instance));

    private FleetRoom Room(RoomCheckpoint? from = null) => new(3, RunnerRig.Room(), _gate, from, new FleetInstance("pod", "pod-1"), Write);

    private bool Write(int partition, string key, IMessage? value)
    {
        _written.Add((partition, key, ((RoomCheckpoint)value!).Clone()));
        return true;
    }
}
