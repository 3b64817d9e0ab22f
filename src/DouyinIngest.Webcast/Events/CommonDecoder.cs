using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Webcast.Events;

/// <summary>im.Common: field 1 of every message.</summary>
internal static class CommonDecoder
{
    public static bool TryRead(ReadOnlySpan<byte> bytes, scoped ref CommonView common)
    {
        var fields = new WireReader(bytes);
        while (fields.Next())
        {
            switch (fields.Tag)
            {
                case (2 << 3) | WireReader.VarintType:
                    common.MsgId = fields.Int64;
                    break;
                case (4 << 3) | WireReader.VarintType:
                    common.CreateTime = fields.Int64;
                    break;
            }
        }

        return !fields.Failed;
    }
}
