namespace ToxMail.Core.Tox.Native;

/// <summary><c>Tox_File_Control</c>.</summary>
internal enum ToxFileControl
{
    Resume,
    Pause,
    Cancel,
}
