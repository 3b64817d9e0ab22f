using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Pipeline.Rooms;

public sealed class SilentRoomTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LookIfOver_TwoOfflineAnswersInARow_EndTheBroadcast()
    {
        await using var rig = new RunnerRig();
        await StreamAsync(rig, () => rig.Info.Live(Wire.RoomId).Offline());
        await LookAsync(rig);
        Assert.Equal(RoomState.Streaming, rig.Runner.State);

        await LookAsync(rig);
        await rig.UntilAsync(RoomState.Ended);
        Assert.Equal((1, 1), (rig.Loggers.Count("BroadcastEndedSilently"), rig.Loggers.Count("BroadcastEnded")));
    }

    [Fact]
    public async Task LookIfOver_AnotherBroadcastIsLive_EndsThisOne()
    {
        await using var rig = new RunnerRig();
        await StreamAsync(rig, () => rig.Info.Live(Wire.RoomId).Live(Wire.RoomId + 1));
        await LookAsync(rig);
        await LookAsync(rig);
        await rig.UntilAsync(RoomState.Ended);
    }

    [Fact]
    public async Task LookIfOver_OfflineThenLive_GoesOnAndWaitsLonger()
    {
        await using var rig = new RunnerRig();
        await StreamAsync(rig, () => rig.Info.Live(Wire.RoomId).Offline().Live(Wire.RoomId).Offline());
        await LookAsync(rig);
        await LookAsync(rig);
        Assert.False(rig.Runner.IsSilent);
        rig.Time.Advance((rig.Options.OfflineInterval * 4) + TimeSpan.FromSeconds(1));
        Assert.True(rig.Runner.IsSilent);
        await LookAsync(rig);
        Assert.Equal(RoomState.Streaming, rig.Runner.State);
    }

    [Theory]
    [InlineData(CloseReason.Network)]
    [InlineData(CloseReason.RateLimited)]
    public async Task LookIfOver_CouldNotBeLookedUp_SaysNothing(CloseReason reason)
    {
        await using var rig = new RunnerRig();
        await StreamAsync(rig, () => rig.Info.Live(Wire.RoomId).Refuses(reason));
        await LookAsync(rig);
        await LookAsync(rig);
        await LookAsync(rig);
        Assert.Equal(RoomState.Streaming, rig.Runner.State);
    }

    [Fact]
    public async Task IsSilent_EventsOfLate_IsNot()
    {
        await using var rig = new RunnerRig();
        await StreamAsync(rig, () => rig.Info.Live(Wire.RoomId));
        rig.Time.Advance(rig.Options.OfflineInterval * 2);
        Assert.False(rig.Runner.IsSilent);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(rig.Runner.IsSilent);
    }

    private static async Task StreamAsync(RunnerRig rig, Action answers)
    {
        answers();
        rig.Connector.Opens(rig.Session());
        rig.Start();
        await rig.UntilAsync(RoomState.Streaming);
    }

    private static Task LookAsync(RunnerRig rig) => rig.Runner.LookIfOverAsync(Token);
}
