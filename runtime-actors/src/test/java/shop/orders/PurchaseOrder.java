package shop.orders;

/** What an order was. */
public record PurchaseOrder(long id, String buyer, int cents, Status status) {
    /** How far it was. */
    public enum Status {
        OPEN,
        PAID
    }
}
