namespace DouyinIngest.Webcast.Events;

/// <summary>A person kept beyond the frame that showed them.</summary>
internal sealed class OwnedUser
{
    private readonly long _id;
    private readonly byte[] _secUid;
    private readonly byte[] _name;
    private readonly bool _masked;
    private readonly int _level;
    private readonly byte[] _fansClubName;
    private readonly int _fansClubLevel;

    public OwnedUser(in UserView user)
    {
        _id = user.Id;
        _secUid = user.SecUid.ToArray();
        _name = user.Name.ToArray();
        _masked = user.Masked;
        _level = user.Level;
        _fansClubName = user.FansClubName.ToArray();
        _fansClubLevel = user.FansClubLevel;
    }

    public UserView View => new()
    {
        Present = true,
        Id = _id,
        SecUid = _secUid,
        Name = _name,
        Masked = _masked,
        Level = _level,
        FansClubName = _fansClubName,
        FansClubLevel = _fansClubLevel,
    };
}
