using System.Text;
using DouyinIngest.Pipeline.Push;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.OpenPlatform;
using Prometheus;

namespace DouyinIngest.Tests.Pipeline.Push;

public sealed class PushIntakeTests : IAsyncDisposable
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("[]");
    private readonly ArmedTime _time = new();
    private readonly PushOptions _options = new() { MaxAge = TimeSpan.FromMinutes(5) };
    private readonly HeldBytes _held;
    private readonly PushIntake _intake;
    private readonly PushSession _session = new(1, new PushRooms(), new PushEventReader(GiftNames.None), new RecordingListener());

    public PushIntakeTests()
    {
        var metrics = new PushMetrics(Metrics.NewCustomRegistry());
        _held = new HeldBytes(1000, metrics);
        _intake = new PushIntake(_options, _held, metrics, _time);
        _time.SetUtcNow(DateTimeOffset.FromUnixTimeMilliseconds(1_767_323_045_006));
    }

    [Fact]
    public async Task Take_NotYetConfirmed_DoesNotAnswer()
    {
        var taking = TakeAsync("n1");
        var batch = await ReadAsync();
        Assert.False(taking.IsCompleted);
        Assert.Equal(Body.Length, _held.Bytes);

        batch.Confirm();

        Assert.Equal(PushVerdict.Accepted, await taking.Soon());
        Assert.Equal(0, _held.Bytes);
    }

    [Fact]
    public async Task Take_CallerLeft_KeepsTheBodyAndAnswersTheRepeat()
    {
        using var caller = new CancellationTokenSource();
        var taking = TakeForAsync("n1", at: null, caller.Token);
        var batch = await ReadAsync();
        await caller.CancelAsync();
        Assert.Equal(PushVerdict.NotDurable, await taking.Soon());
        Assert.Equal(Body.Length, _held.Bytes);

        var again = TakeAsync("n1");
        Assert.False(again.IsCompleted);
        batch.Confirm();
        Assert.Equal(PushVerdict.Repeated, await again.Soon());
        Assert.Equal(0, _held.Bytes);
    }

    [Fact]
    public async Task Take_RepeatOfWhatIsDurable_IsAnsweredHoweverLate()
    {
        var taking = TakeAsync("n1");
        (await ReadAsync()).Confirm();
        await taking.Soon();
        _time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(PushVerdict.Repeated, await TakeAsync("n1").Soon());
    }

    [Fact]
    public async Task Take_FirstAttemptStopped_IsTakenAnew()
    {
        var first = TakeAsync("n1");
        (await ReadAsync()).Stop();
        Assert.Equal(PushVerdict.Stopped, await first.Soon());

        var second = TakeAsync("n1");
        (await ReadAsync()).Confirm();
        Assert.Equal(PushVerdict.Accepted, await second.Soon());
    }

    [Fact]
    public async Task Take_Unreadable_IsABadBodyAlsoWhenRepeated()
    {
        var first = TakeAsync("n1");
        var batch = await ReadAsync();
        batch.IsUnreadable = true;
        batch.Confirm();

        Assert.Equal(PushVerdict.BadBody, await first.Soon());
        Assert.Equal(PushVerdict.BadBody, await TakeAsync("n1").Soon());
    }

    [Fact]
    public async Task Take_NoWordOfTheBroker_SaysSoInTime()
    {
        var taking = TakeAsync("n1");
        await ReadAsync();
        await _time.AdvanceWhenArmedAsync(_options.AnswerWithin, TestContext.Current.CancellationToken);
        Assert.Equal(PushVerdict.NotDurable, await taking.Soon());
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public async Task Take_ClockAnHourAway_IsStaleAndHoldsNothing(int seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(4000));
        Assert.Equal(PushVerdict.Stale, await TakeAsync("n1", at: 1_767_323_045_006 + (4000L + seconds) * 1000).Soon());
        Assert.Equal(0, _held.Bytes);
    }

    [Fact]
    public async Task Take_RoomIsFull_IsBusyAndMayComeAgain()
    {
        while (_session.TryTake(new PushBatch(PushMessageType.Like, [], default)))
        {
            // Until it is full.
        }

        Assert.Equal(PushVerdict.Busy, await TakeAsync("n1").Soon());
        Assert.Equal(0, _held.Bytes);
        await ReadAsync();
        Assert.False(TakeAsync("n1").IsCompleted);
    }

    [Fact]
    public void Held_AboveTheBound_IsRefusedWhole()
    {
        Assert.True(_held.TryTake(900));
        Assert.False(_held.TryTake(101));
        Assert.Equal(900, _held.Bytes);
        Assert.True(_held.TryTake(100));
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private Task<PushVerdict> TakeAsync(string nonce, long? at = null) => TakeForAsync(nonce, at, CancellationToken.None);

    private Task<PushVerdict> TakeForAsync(string nonce, long? at, CancellationToken caller)
    {
        Assert.True(_held.TryTake(Body.Length));
        var time = at ?? 1_767_323_045_006;
        return _intake.TakeAsync(new PushHeaders("live_like", "1", nonce, $"{time}", "s"), PushMessageType.Like, Body, _session, caller);
    }

    private async Task<PushBatch> ReadAsync()
    {
        using var message = await _session.ReceiveAsync(CancellationToken.None).Soon();
        return _session.Current!;
    }
}
