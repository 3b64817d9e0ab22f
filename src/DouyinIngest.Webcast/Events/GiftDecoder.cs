using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Webcast.Events;

/// <summary>im.GiftMessage: what was given by whom to whom. What it adds is not told here but by <see cref="GiftLedger"/>.</summary>
internal static class GiftDecoder
{
    public static bool TryRead(ReadOnlySpan<byte> bytes, scoped ref CommonView common, scoped ref GiftView gift, ref LiveEventView view)
    {
        view.Kind = EventKind.Gift;
        var ok = true;
        var fields = new WireReader(bytes);
        while (ok && fields.Next())
        {
            switch (fields.Tag)
            {
                case (1 << 3) | WireReader.BytesType:
                    ok = CommonDecoder.TryRead(fields.Bytes, ref common);
                    break;
                case (2 << 3) | WireReader.VarintType:
                    view.GiftId = fields.Int64;
                    break;
                case (4 << 3) | WireReader.VarintType:
                    gift.GroupCount = fields.Int64;
                    break;
                case (5 << 3) | WireReader.VarintType:
                    gift.RepeatCount = fields.Int64;
                    break;
                case (6 << 3) | WireReader.VarintType:
                    gift.ComboCount = fields.Int64;
                    break;
                case (7 << 3) | WireReader.BytesType:
                    ok = UserDecoder.TryRead(fields.Bytes, ref view.User);
                    break;
                case (8 << 3) | WireReader.BytesType:
                    ok = UserDecoder.TryRead(fields.Bytes, ref view.ToUser);
                    break;
                case (9 << 3) | WireReader.VarintType:
                    gift.RepeatEnd = fields.Int32;
                    break;
                case (11 << 3) | WireReader.VarintType:
                    gift.GroupId = fields.Int64;
                    break;
                case (15 << 3) | WireReader.BytesType:
                    ok = TryGift(fields.Bytes, ref gift, ref view);
                    break;
                case (33 << 3) | WireReader.VarintType:
                    common.EventTime = fields.Int64;
                    break;
                case (35 << 3) | WireReader.BytesType:
                    gift.TraceId = fields.Bytes;
                    break;
            }
        }

        if (view.GiftId == 0)
        {
            view.GiftId = gift.InnerGiftId;
        }

        return ok && !fields.Failed;
    }

    private static bool TryGift(ReadOnlySpan<byte> bytes, scoped ref GiftView gift, ref LiveEventView view)
    {
        var fields = new WireReader(bytes);
        while (fields.Next())
        {
            switch (fields.Tag)
            {
                case (5 << 3) | WireReader.VarintType:
                    gift.InnerGiftId = fields.Int64;
                    break;
                case (10 << 3) | WireReader.VarintType:
                    gift.Combo = fields.Varint != 0;
                    break;
                case (12 << 3) | WireReader.VarintType:
                    view.Diamonds = fields.Int32;
                    break;
                case (16 << 3) | WireReader.BytesType:
                    view.GiftName = fields.Bytes;
                    break;
            }
        }

        return !fields.Failed;
    }
}
