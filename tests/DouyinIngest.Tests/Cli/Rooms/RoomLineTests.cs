using DouyinIngest.Cli.Rooms;
using DouyinIngest.Tests.Pipeline.Control;

namespace DouyinIngest.Tests.Cli.Rooms;

public sealed class RoomLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("# a note")]
    public void Read_EmptyLineOrComment_IsNone(string line) => Assert.Null(RoomLine.Read(line));

    [Theory]
    [InlineData("732001\r", "732001")]
    [InlineData(" https://live.douyin.com/732001 ", "https://live.douyin.com/732001")]
    public void Read_BareRoom_IsTaken(string line, string room) => Assert.Equal(new RoomLine(room, null), RoomLine.Read(line));

    [Theory]
    [InlineData("""{"room":"732001"}""", "732001", 0)]
    [InlineData("""{"room":732001,"priority":3}""", "732001", 3)]
    [InlineData("""{"priority":3,"room":"https://v.douyin.com/abc/"}""", "https://v.douyin.com/abc/", 3)]
    public void Read_Json_IsTaken(string line, string room, int priority)
    {
        var read = RoomLine.Read(line)!;
        Assert.Equal((room, priority), (read.Room, read.Value!.Priority));
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("{}", "no \"room\"")]
    [InlineData("""{"room":null}""", "no \"room\"")]
    [InlineData("""{"room":"1","prioritty":3}""", "The nearest is 'priority'")]
    [InlineData("""{"room":"1","state":"off"}""", "active, paused")]
    public void Read_Wrong_SaysWhatToDo(string line, string says)
        => Assert.Contains(says, Assert.Throws<FormatException>(() => RoomLine.Read(line)).Message, StringComparison.Ordinal);

    [Fact]
    public void Write_Room_IsOneLineWithItsLiveId()
        => Assert.Equal(
            """{"room":"1","state":"paused","priority":2,"labels":{"a":"b"}}""",
            RoomLine.Write(Tables.Of(("1", """{"priority":2,"labels":{"a":"b"},"state":"paused"}""")).Rooms["1"]));
}
