using DouyinIngest.Simulator.World;

namespace DouyinIngest.Tests.Simulator.World;

public sealed class CursorTests
{
    private const long Room = 7_600_000_000_000_000_123;

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(41, true)]
    [InlineData(999_999_990, false)]
    public void TryParse_OwnCursor_GivesPlaceBack(long position, bool history)
    {
        var text = Cursor.Format(Room, position, 1_776_000_000_000, history);
        Assert.True(Cursor.TryParse(text, Room, out var cursor));
        Assert.Equal(new Cursor(position, history, 1_776_000_000_000), cursor);
        Assert.Matches("^t-1776000000000_r-[0-9]{19}_d-1_u-1(_h-1)?$", text);
    }

    [Fact]
    public void TryParse_CursorOfTheResponse_IsTheSamePlace()
    {
        Assert.True(Cursor.TryParse(Cursor.FormatShared(Room, 7, 1), Room, out var cursor));
        Assert.Equal(7, cursor.Position);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t-1_r-1_d-1_u-1")]
    [InlineData("d-1_u-1_fh-7316450529220004915_t-1703486538_r-1")]
    [InlineData("r-99999999999999999999999")]
    [InlineData("nonsense")]
    public void TryParse_EmptyOrSenseless_False(string? text) => Assert.False(Cursor.TryParse(text, Room, out _));

    [Fact]
    public void TryParse_OtherRoom_False() => Assert.False(Cursor.TryParse(Cursor.Format(Room + 1, 3, 1), Room, out _));
}
