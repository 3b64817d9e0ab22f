namespace DouyinIngest.Webcast.Events;

/// <summary>A person as one message shows it: slices of the inflated bytes.</summary>
internal ref struct UserView
{
    public bool Present;
    public long Id;
    public ReadOnlySpan<byte> SecUid;
    public ReadOnlySpan<byte> Name;

    /// <summary>The person's id for one app of the Open Platform; empty elsewhere.</summary>
    public ReadOnlySpan<byte> OpenId;

    /// <summary>desensitized_nickname: what the upstream shows of the name to those who may not see it.</summary>
    public ReadOnlySpan<byte> Desensitized;

    /// <summary>The upstream hid who this is: id 111111, or a name with stars that it calls desensitized.</summary>
    public bool Masked;

    /// <summary>Wealth level, pay_grade.level.</summary>
    public int Level;

    /// <summary>Empty when the person is in no fans club.</summary>
    public ReadOnlySpan<byte> FansClubName;
    public int FansClubLevel;
}
