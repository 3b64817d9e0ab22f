using System.Text;
using DouyinIngest.Pipeline.Rooms;

namespace DouyinIngest.Tests.Pipeline.Rooms;

public sealed class ResumeCheckTests
{
    private const long Since = 1_777_000_000_000;

    private readonly ResumeCheck _check = new();

    public ResumeCheckTests() => _check.Begin("t-1_r-7000000000000000100_d-1_u-1", Since, 2.5);

    [Theory]
    [InlineData("t-1_r-7000000000000000100_d-1_u-1", true)]
    [InlineData("t-9_r-7000000000000000100_d-5_u-1", true)]
    [InlineData("t-9_r-7000000000000000099_d-1_u-1", true)]
    [InlineData("r-7000000000000000100", true)]
    [InlineData("t-9_r-7000000000000000101_d-1_u-1", true)]
    [InlineData("t-9_r-7000000000000000102_d-1_u-1", false)]
    [InlineData("t-9_r-1_d-1_u-1", false)]
    [InlineData("opaque", false)]
    [InlineData("", false)]
    public void Frame_AtOrBelowOrDirectlyBehindOurCursor_IsWhole(string cursor, bool whole)
    {
        Read(cursor, Since + 1);

        Assert.Equal(whole, _check.End() is null);
    }

    [Fact]
    public void Frame_OpaqueCursors_OnlyTheSameProves()
    {
        _check.Begin("opaque", Since, 1);
        Read("opaque", Since + 5);
        Assert.Null(_check.End());

        _check.Begin("opaque", Since, 1);
        Read("t-1_r-7000000000000000099", Since + 5);
        Assert.NotNull(_check.End());
    }

    [Fact]
    public void Remembered_AmongTheFirstFrames_IsWhole()
    {
        for (var frame = 1; frame < ResumeCheck.FirstFrames; frame++)
        {
            Assert.Null(Read("x", Since + 1000));
        }

        _check.Frame("x"u8);
        _check.Remembered();
        _check.New(Since + 1000);

        Assert.Null(_check.EndFrame());
        Assert.Null(_check.End());
    }

    [Fact]
    public void NothingKnown_InTheFirstFrames_IsAHoleUpToTheFirstNewEvent_Once()
    {
        Hole? hole = null;
        for (var frame = 0; frame < ResumeCheck.FirstFrames; frame++)
        {
            Assert.Null(hole);
            hole = Read("x", Since + 4000 + (frame * 1000));
        }

        Assert.Equal(Hole.Between(Since, Since + 4000, 2.5), hole);
        Assert.Equal(10, hole!.Value.EstimatedEvents);
        Assert.Null(Read("x", Since + 9000));
        Assert.Null(_check.End());
    }

    [Fact]
    public void Frames_WithoutAnythingNew_DoNotCount()
    {
        for (var frame = 0; frame < 10; frame++)
        {
            _check.Frame("x"u8);
            Assert.Null(_check.EndFrame());
        }

        Assert.Null(_check.End());
    }

    [Fact]
    public void End_SomethingNewAndNothingKnown_IsAHole()
    {
        Read("x", Since + 2000);

        Assert.Equal(Hole.Between(Since, Since + 2000, 2.5), _check.End());
        Assert.Null(_check.End());
    }

    [Fact]
    public void Redelivered_BeforeAnythingNew_IsWhole_AfterItProvesNothing()
    {
        _check.Redelivered();
        Read("x", Since + 2000);
        Assert.Null(_check.End());

        _check.Begin("c", Since, 1);
        Read("x", Since + 2000);
        _check.Redelivered();
        Assert.NotNull(_check.End());
    }

    [Fact]
    public void NotBegun_FindsNothing()
    {
        var check = new ResumeCheck();
        check.Frame("x"u8);
        check.New(Since);

        Assert.Null(check.EndFrame());
        Assert.Null(check.End());
    }

    [Theory]
    [InlineData("t-1_r-7000000000000000100_d-1_u-1", 7_000_000_000_000_000_100)]
    [InlineData("r-55", 55)]
    [InlineData("r-1", 0)]
    [InlineData("t-1_r-1_d-1", 0)]
    [InlineData("r--5", 0)]
    [InlineData("fr-5", 0)]
    [InlineData("_r-", 0)]
    [InlineData("r-99999999999999999999", 0)]
    [InlineData("", 0)]
    public void Number_OfACursor_IsItsMessagePosition(string cursor, long number)
        => Assert.Equal(number, FramePosition.Number(Encoding.UTF8.GetBytes(cursor)));

    [Theory]
    [InlineData(Since, Since + 10_000, 1.26, Since, Since + 10_000, 13)]
    [InlineData(Since, Since - 5, 100, Since, Since, 0)]
    [InlineData(0, Since, 100, Since, Since, 0)]
    [InlineData(Since, 0, 100, Since, Since, 0)]
    [InlineData(0, 0, 100, 0, 0, 0)]
    [InlineData(Since, long.MaxValue, 100, Since, Since, 0)]
    [InlineData(Since, Since + 1000, double.NaN, Since, Since + 1000, 0)]
    [InlineData(Since, Since + 1000, -1.0, Since, Since + 1000, 0)]
    [InlineData(Since, Since + 1000, double.PositiveInfinity, Since, Since + 1000, 0)]
    public void Hole_Between_TakesOnlyWhatCanBe(long from, long to, double rate, long expectedFrom, long expectedTo, long events)
        => Assert.Equal(
            new Hole(DateTimeOffset.FromUnixTimeMilliseconds(expectedFrom), DateTimeOffset.FromUnixTimeMilliseconds(expectedTo), events),
            Hole.Between(from, to, rate));

    private Hole? Read(string cursor, long serverTime)
    {
        _check.Frame(Encoding.UTF8.GetBytes(cursor));
        _check.New(serverTime);
        _check.New(serverTime + 7);
        return _check.EndFrame();
    }
}
