using DouyinIngest.Protos.Ingest.V1;
using Google.Protobuf;

namespace DouyinIngest.Pipeline.Push;

/// <summary>Reads the broadcast of a checkpoint, and nothing else of it: the rest may be 64 KiB.</summary>
internal static class CheckpointPeek
{
    private const uint RoomIdTag = RoomCheckpoint.RoomIdFieldNumber << 3;

    /// <summary>0: there is none in these bytes.</summary>
    public static long RoomId(byte[] checkpoint)
    {
        try
        {
            using var input = new CodedInputStream(checkpoint);
            while (input.ReadTag() is var tag and not 0)
            {
                if (tag == RoomIdTag)
                {
                    return input.ReadInt64();
                }

                input.SkipLastField();
            }
        }
        catch (InvalidProtocolBufferException)
        {
            // Whoever owns the partition refuses the record, and says so.
        }

        return 0;
    }
}
