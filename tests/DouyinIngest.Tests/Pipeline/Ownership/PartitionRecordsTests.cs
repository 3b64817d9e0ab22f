using DouyinIngest.Pipeline.Ownership;
using DouyinIngest.Protos.Ingest.V1;
using Google.Protobuf;

namespace DouyinIngest.Tests.Pipeline.Ownership;

public class PartitionRecordsTests
{
    [Fact]
    public void Read_Claim_TellsItsInstance() =>
        Assert.Equal(new ClaimRecord(4, "pod-1"), PartitionRecords.Read(4, "_owner"u8, new OwnerClaim { Instance = "pod-1" }.ToByteArray()));

    [Fact]
    public void Read_Answer_TellsWhatItLists()
    {
        var answer = new Lingering { Instance = "pod-1", ClaimOffset = 3, LiveIds = { "1001" } };

        Assert.Equal("_lingering-pod-1", PartitionRecords.LingeringKey("pod-1"));
        Assert.Equal(new LingeringRecord(4, answer), PartitionRecords.Read(4, "_lingering-pod-1"u8, answer.ToByteArray()));
    }

    [Fact]
    public void Read_Checkpoint_TellsItsRoom()
    {
        var checkpoint = new RoomCheckpoint { Version = 1, Cursor = "c" };

        Assert.Equal(new CheckpointRecord(4, "1001", checkpoint), PartitionRecords.Read(4, "1001"u8, checkpoint.ToByteArray()));
    }

    [Fact]
    public void Read_NoValue_IsATombstoneOfRoomsOnly()
    {
        Assert.Equal(new TombstoneRecord(4, "1001"), PartitionRecords.Read(4, "1001"u8, null));
        Assert.Equal(new OtherRecord(4, null), PartitionRecords.Read(4, "_owner"u8, null));
        Assert.Equal(new OtherRecord(4, null), PartitionRecords.Read(4, "_lingering-pod-1"u8, null));
    }

    [Fact]
    public void Read_KeyOfALaterVersion_IsOfNoConcern() => Assert.Equal(new OtherRecord(4, null), PartitionRecords.Read(4, "_ready-1001"u8, [1]));

    [Theory]
    [InlineData("")]
    [InlineData("_owner")]
    [InlineData("_lingering-pod-1")]
    [InlineData("1001")]
    public void Read_BytesThatAreNoMessage_AreRefused(string key)
    {
        var record = PartitionRecords.Read(4, System.Text.Encoding.UTF8.GetBytes(key), [0xFF, 0xFF]);

        Assert.NotNull(Assert.IsType<OtherRecord>(record).Refused);
    }

    [Fact]
    public void Read_CheckpointOfALaterVersion_IsRefusedByItsNumber()
    {
        var record = PartitionRecords.Read(4, "1001"u8, new RoomCheckpoint { Version = 2 }.ToByteArray());

        Assert.Contains("version 2", Assert.IsType<OtherRecord>(record).Refused, StringComparison.Ordinal);
    }
}
