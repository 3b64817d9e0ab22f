using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Webcast.Events;

/// <summary>
/// data.User: some 200 fields of pictures and badges, of which these seven matter. A user that occurs twice in one message merges,
/// as protobuf has it: the view is filled on, never cleared.
/// </summary>
internal static class UserDecoder
{
    /// <summary>The id that stands for everybody whom the upstream masks.</summary>
    private const long MaskedId = 111111;

    public static bool TryRead(ReadOnlySpan<byte> bytes, ref UserView user)
    {
        user.Present = true;
        var ok = true;
        var fields = new WireReader(bytes);
        while (ok && fields.Next())
        {
            switch (fields.Tag)
            {
                case (1 << 3) | WireReader.VarintType:
                    user.Id = fields.Int64;
                    break;
                case (3 << 3) | WireReader.BytesType:
                    user.Name = fields.Bytes;
                    break;
                case (23 << 3) | WireReader.BytesType:
                    ok = TryPayGrade(fields.Bytes, ref user);
                    break;
                case (24 << 3) | WireReader.BytesType:
                    ok = TryFansClub(fields.Bytes, ref user);
                    break;
                case (46 << 3) | WireReader.BytesType:
                    user.SecUid = fields.Bytes;
                    break;
                case (68 << 3) | WireReader.BytesType:
                    user.Desensitized = fields.Bytes;
                    break;
            }
        }

        user.Masked = user.Id == MaskedId
            || (!user.Desensitized.IsEmpty && user.Name.Contains((byte)'*') && user.Name.SequenceEqual(user.Desensitized));
        return ok && !fields.Failed;
    }

    private static bool TryPayGrade(ReadOnlySpan<byte> bytes, ref UserView user)
    {
        var fields = new WireReader(bytes);
        while (fields.Next())
        {
            if (fields.Tag == ((6 << 3) | WireReader.VarintType))
            {
                user.Level = fields.Int32;
            }
        }

        return !fields.Failed;
    }

    private static bool TryFansClub(ReadOnlySpan<byte> bytes, ref UserView user)
    {
        var ok = true;
        var fields = new WireReader(bytes);
        while (ok && fields.Next())
        {
            if (fields.Tag == ((1 << 3) | WireReader.BytesType))
            {
                ok = TryFansClubData(fields.Bytes, ref user);
            }
        }

        return ok && !fields.Failed;
    }

    private static bool TryFansClubData(ReadOnlySpan<byte> bytes, ref UserView user)
    {
        var fields = new WireReader(bytes);
        while (fields.Next())
        {
            switch (fields.Tag)
            {
                case (1 << 3) | WireReader.BytesType:
                    user.FansClubName = fields.Bytes;
                    break;
                case (2 << 3) | WireReader.VarintType:
                    user.FansClubLevel = fields.Int32;
                    break;
            }
        }

        return !fields.Failed;
    }
}
