namespace GoldenAmi.LocalCloud.Tests.Parents;

/// <summary>Small raw disks that begin with a text, as <see cref="Fakes.FakeMachines"/> writes down what they started from.</summary>
internal static class TestDisk
{
    public static byte[] Bytes(string text = "own disk")
    {
        var disk = new byte[512];
        System.Text.Encoding.ASCII.GetBytes(text, disk);
        disk[510] = 0x55;
        disk[511] = 0xAA;
        return disk;
    }
}
