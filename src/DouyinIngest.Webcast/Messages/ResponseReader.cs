using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Messages;

/// <summary>
/// Walks the messages of one inflated Response. <see cref="TryOpen"/> checks the whole structure first, so that a frame that
/// cannot be read yields nothing at all.
/// </summary>
internal ref struct ResponseReader
{
    private const uint MessageTag = (1 << 3) | WireReader.BytesType;

    private WireReader _fields;

    public ReadOnlySpan<byte> Cursor { get; private set; }

    public ReadOnlySpan<byte> InternalExt { get; private set; }

    /// <summary>The server's clock when it sent the batch, milliseconds since the Unix epoch; 0 when absent.</summary>
    public long Now { get; private set; }

    public bool NeedAck { get; private set; }

    public int MessageCount { get; private set; }

    /// <summary><see cref="DropReason.None"/>, <see cref="DropReason.BadResponse"/> or <see cref="DropReason.TooManyMessages"/>.</summary>
    public static DropReason TryOpen(ReadOnlySpan<byte> bytes, int maxMessages, out ResponseReader reader)
    {
        reader = default;
        var opened = new ResponseReader { _fields = new WireReader(bytes) };
        var fields = new WireReader(bytes);
        while (fields.Next())
        {
            switch (fields.Tag)
            {
                case MessageTag:
                    if (!TryRead(fields.Bytes, out _))
                    {
                        return DropReason.BadResponse;
                    }

                    if (++opened.MessageCount > maxMessages)
                    {
                        return DropReason.TooManyMessages;
                    }

                    break;
                case (2 << 3) | WireReader.BytesType:
                    opened.Cursor = fields.Bytes;
                    break;
                case (4 << 3) | WireReader.VarintType:
                    opened.Now = fields.Int64;
                    break;
                case (5 << 3) | WireReader.BytesType:
                    opened.InternalExt = fields.Bytes;
                    break;
                case (9 << 3) | WireReader.VarintType:
                    opened.NeedAck = fields.Varint != 0;
                    break;
            }
        }

        if (fields.Failed)
        {
            return DropReason.BadResponse;
        }

        reader = opened;
        return DropReason.None;
    }

    /// <summary>The next message; false at the end. Never throws.</summary>
    public bool Next(out MessageView message)
    {
        while (_fields.Next())
        {
            if (_fields.Tag == MessageTag)
            {
                return TryRead(_fields.Bytes, out message);
            }
        }

        message = default;
        return false;
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, out MessageView message)
    {
        ReadOnlySpan<byte> method = default, payload = default, subKey = default;
        long msgId = 0;
        var sticky = false;
        ulong version = 0;
        var fields = new WireReader(bytes);
        while (fields.Next())
        {
            switch (fields.Tag)
            {
                case (1 << 3) | WireReader.BytesType:
                    method = fields.Bytes;
                    break;
                case (2 << 3) | WireReader.BytesType:
                    payload = fields.Bytes;
                    break;
                case (3 << 3) | WireReader.VarintType:
                    msgId = fields.Int64;
                    break;
                case (6 << 3) | WireReader.VarintType:
                    sticky = fields.Varint != 0;
                    break;
                case (7 << 3) | WireReader.VarintType:
                    version = fields.Varint;
                    break;
                case (8 << 3) | WireReader.BytesType:
                    subKey = fields.Bytes;
                    break;
            }
        }

        message = fields.Failed
            ? default
            : new MessageView
            {
                Kind = MessageKinds.Of(method),
                Method = method,
                Payload = payload,
                MsgId = msgId,
                Sticky = sticky,
                WrdsVersion = version,
                WrdsSubKey = subKey,
            };
        return !fields.Failed;
    }
}
