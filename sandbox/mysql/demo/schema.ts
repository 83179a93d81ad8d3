/** Name of the demo's database. */
export const DEMO_DATABASE = "shop";

const engine = "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4";

/**
 * Tables of the demo shop, parents before children: 15 tables, 17 foreign keys, types of every family, a full-text
 * index, and a spatial one where InnoDB supports it (MySQL 5.7, MariaDB 10.2.2).
 */
export const DEMO_TABLES = `
CREATE DATABASE shop DEFAULT CHARACTER SET utf8mb4;
USE shop;
CREATE TABLE country (
  id SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code CHAR(2) CHARACTER SET ascii NOT NULL UNIQUE,
  name VARCHAR(60) NOT NULL
) ${engine};
CREATE TABLE category (
  id SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  parent_id SMALLINT UNSIGNED DEFAULT NULL,
  name VARCHAR(60) NOT NULL,
  CONSTRAINT category_parent FOREIGN KEY (parent_id) REFERENCES category (id)
) ${engine};
CREATE TABLE supplier (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  country_id SMALLINT UNSIGNED NOT NULL,
  name VARCHAR(80) NOT NULL,
  rating FLOAT DEFAULT NULL,
  CONSTRAINT supplier_country FOREIGN KEY (country_id) REFERENCES country (id)
) ${engine};
CREATE TABLE customer (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email VARCHAR(120) NOT NULL UNIQUE,
  name VARCHAR(80) NOT NULL,
  country_id SMALLINT UNSIGNED NOT NULL,
  vip BIT(1) NOT NULL DEFAULT b'0',
  flags BIT(12) NOT NULL DEFAULT b'0',
  balance DECIMAL(12,4) NOT NULL DEFAULT 0,
  born DATE DEFAULT NULL,
  created DATETIME(3) NOT NULL,
  notes TEXT,
  CONSTRAINT customer_country FOREIGN KEY (country_id) REFERENCES country (id)
) ${engine};
CREATE TABLE address (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_id INT UNSIGNED NOT NULL,
  line VARCHAR(120) NOT NULL,
  city VARCHAR(60) NOT NULL,
  place POINT NOT NULL,
  /*!50705 SPATIAL KEY address_place (place), */
  /*M!100202 SPATIAL KEY address_place (place), */
  CONSTRAINT address_customer FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE
) ${engine};
CREATE TABLE product (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  sku VARCHAR(24) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL UNIQUE,
  name VARCHAR(120) NOT NULL,
  category_id SMALLINT UNSIGNED NOT NULL,
  supplier_id INT UNSIGNED NOT NULL,
  price DECIMAL(10,2) NOT NULL,
  weight DOUBLE DEFAULT NULL,
  season YEAR DEFAULT NULL,
  labels SET('new','sale','fragile','heavy') NOT NULL DEFAULT '',
  photo MEDIUMBLOB,
  KEY product_name (name(40)),
  CONSTRAINT product_category FOREIGN KEY (category_id) REFERENCES category (id),
  CONSTRAINT product_supplier FOREIGN KEY (supplier_id) REFERENCES supplier (id)
) ${engine};
CREATE TABLE product_text (
  product_id INT UNSIGNED NOT NULL PRIMARY KEY,
  name VARCHAR(120) NOT NULL,
  description TEXT NOT NULL,
  FULLTEXT KEY product_words (name, description),
  CONSTRAINT text_product FOREIGN KEY (product_id) REFERENCES product (id) ON DELETE CASCADE
) ${engine};
CREATE TABLE warehouse (
  id TINYINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  country_id SMALLINT UNSIGNED NOT NULL,
  name VARCHAR(60) NOT NULL,
  opens TIME NOT NULL,
  CONSTRAINT warehouse_country FOREIGN KEY (country_id) REFERENCES country (id)
) ${engine};
CREATE TABLE stock (
  product_id INT UNSIGNED NOT NULL,
  warehouse_id TINYINT UNSIGNED NOT NULL,
  quantity INT NOT NULL,
  changed TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (product_id, warehouse_id),
  CONSTRAINT stock_product FOREIGN KEY (product_id) REFERENCES product (id),
  CONSTRAINT stock_warehouse FOREIGN KEY (warehouse_id) REFERENCES warehouse (id)
) ${engine};
CREATE TABLE stock_log (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  product_id INT UNSIGNED NOT NULL,
  warehouse_id TINYINT UNSIGNED NOT NULL,
  difference INT NOT NULL,
  at DATETIME NOT NULL
) ${engine};
CREATE TABLE orders (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_id INT UNSIGNED NOT NULL,
  address_id INT UNSIGNED DEFAULT NULL,
  status ENUM('open','paid','sent','returned') NOT NULL DEFAULT 'open',
  placed DATETIME NOT NULL,
  total DECIMAL(12,2) NOT NULL DEFAULT 0,
  KEY orders_placed (placed),
  CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customer (id),
  CONSTRAINT orders_address FOREIGN KEY (address_id) REFERENCES address (id) ON DELETE SET NULL
) ${engine};
CREATE TABLE order_item (
  order_id INT UNSIGNED NOT NULL,
  line_no SMALLINT UNSIGNED NOT NULL,
  product_id INT UNSIGNED NOT NULL,
  quantity SMALLINT UNSIGNED NOT NULL,
  price DECIMAL(10,2) NOT NULL,
  PRIMARY KEY (order_id, line_no),
  CONSTRAINT item_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
  CONSTRAINT item_product FOREIGN KEY (product_id) REFERENCES product (id)
) ${engine};
CREATE TABLE payment (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  order_id INT UNSIGNED NOT NULL,
  method ENUM('card','transfer','cash') NOT NULL,
  amount DECIMAL(12,2) NOT NULL,
  paid TIMESTAMP NULL DEFAULT NULL,
  receipt BINARY(16) NOT NULL,
  CONSTRAINT payment_order FOREIGN KEY (order_id) REFERENCES orders (id)
) ${engine};
CREATE TABLE shipment (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  order_id INT UNSIGNED NOT NULL,
  warehouse_id TINYINT UNSIGNED NOT NULL,
  shipped DATE DEFAULT NULL,
  tracking VARBINARY(32) DEFAULT NULL,
  CONSTRAINT shipment_order FOREIGN KEY (order_id) REFERENCES orders (id),
  CONSTRAINT shipment_warehouse FOREIGN KEY (warehouse_id) REFERENCES warehouse (id)
) ${engine};
CREATE TABLE review (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  product_id INT UNSIGNED NOT NULL,
  customer_id INT UNSIGNED NOT NULL,
  stars TINYINT NOT NULL,
  words TEXT NOT NULL,
  UNIQUE KEY review_once (product_id, customer_id),
  CONSTRAINT review_product FOREIGN KEY (product_id) REFERENCES product (id),
  CONSTRAINT review_customer FOREIGN KEY (customer_id) REFERENCES customer (id)
) ${engine};
`;

/** Views, routines, triggers and an event; created after the rows, so that the triggers do not fire during loading. */
export const DEMO_OBJECTS = `
USE shop;
DELIMITER //
CREATE FUNCTION order_total(wanted INT UNSIGNED) RETURNS DECIMAL(12,2) READS SQL DATA
BEGIN
  DECLARE found DECIMAL(12,2);
  SELECT COALESCE(SUM(quantity * price), 0) INTO found FROM order_item WHERE order_id = wanted;
  RETURN found;
END//
CREATE FUNCTION with_tax(net DECIMAL(12,2), percent TINYINT UNSIGNED) RETURNS DECIMAL(12,2) DETERMINISTIC NO SQL
  RETURN ROUND(net * (100 + percent) / 100, 2)//
CREATE FUNCTION best_customer() RETURNS INT UNSIGNED READS SQL DATA SQL SECURITY INVOKER
BEGIN
  DECLARE found INT UNSIGNED DEFAULT 0;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET found = 0;
  SELECT customer_id INTO found FROM orders GROUP BY customer_id ORDER BY SUM(total) DESC, customer_id LIMIT 1;
  RETURN found;
END//
CREATE PROCEDURE restock(IN wanted INT UNSIGNED, IN amount INT)
BEGIN
  UPDATE stock SET quantity = quantity + amount WHERE product_id = wanted;
END//
CREATE PROCEDURE in_stock(IN wanted INT UNSIGNED, OUT pieces INT)
  READS SQL DATA COMMENT 'pieces of a product in all warehouses'
BEGIN
  SELECT COALESCE(SUM(quantity), 0) INTO pieces FROM stock WHERE product_id = wanted;
END//
CREATE PROCEDURE close_old_orders(IN before_day DATE, INOUT closed INT)
BEGIN
  DECLARE done BOOLEAN DEFAULT FALSE;
  DECLARE found INT UNSIGNED;
  DECLARE old CURSOR FOR SELECT id FROM orders WHERE status = 'open' AND placed < before_day;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
  OPEN old;
  each_order: LOOP
    FETCH old INTO found;
    IF done THEN LEAVE each_order; END IF;
    UPDATE orders SET status = 'returned' WHERE id = found;
    SET closed = closed + 1;
  END LOOP;
  CLOSE old;
END//
CREATE TRIGGER stock_changed AFTER UPDATE ON stock FOR EACH ROW
BEGIN
  IF NEW.quantity <> OLD.quantity THEN
    INSERT INTO stock_log (product_id, warehouse_id, difference, at)
    VALUES (NEW.product_id, NEW.warehouse_id, NEW.quantity - OLD.quantity, NOW());
  END IF;
END//
CREATE TRIGGER order_placed BEFORE INSERT ON orders FOR EACH ROW
BEGIN
  IF NEW.placed IS NULL THEN SET NEW.placed = NOW(); END IF;
END//
CREATE TRIGGER product_added AFTER INSERT ON product FOR EACH ROW
  INSERT INTO product_text (product_id, name, description) VALUES (NEW.id, NEW.name, '')//
CREATE TRIGGER product_renamed AFTER UPDATE ON product FOR EACH ROW
BEGIN
  IF NEW.name <> OLD.name THEN
    UPDATE product_text SET name = NEW.name WHERE product_id = NEW.id;
  END IF;
END//
CREATE TRIGGER product_removed BEFORE DELETE ON product FOR EACH ROW
  DELETE FROM product_text WHERE product_id = OLD.id//
CREATE TRIGGER payment_received BEFORE INSERT ON payment FOR EACH ROW
  SET NEW.paid = COALESCE(NEW.paid, NOW())//
CREATE EVENT forget_stock_log ON SCHEDULE EVERY 1 DAY DO
  DELETE FROM stock_log WHERE at < NOW() - INTERVAL 90 DAY//
DELIMITER ;
CREATE VIEW order_summary AS
  SELECT o.id, c.name AS customer, o.status, o.placed, order_total(o.id) AS total
  FROM orders o JOIN customer c ON c.id = o.customer_id;
CREATE VIEW open_orders AS SELECT * FROM order_summary WHERE status = 'open';
CREATE VIEW best_products AS
  SELECT p.id, p.name, COUNT(r.id) AS reviews, AVG(r.stars) AS stars
  FROM product p LEFT JOIN review r ON r.product_id = p.id GROUP BY p.id, p.name;
CREATE SQL SECURITY INVOKER VIEW customer_list AS
  SELECT c.id, c.name, CONCAT(a.line, ', ', a.city) AS address, IF(c.vip, 'vip', '') AS note
  FROM customer c JOIN address a ON a.customer_id = c.id;
CREATE ALGORITHM = MERGE VIEW unpaid AS SELECT id, order_id, amount, paid FROM payment WHERE paid IS NULL
  WITH CASCADED CHECK OPTION;
CREATE VIEW category_products AS
  SELECT c.name AS category, GROUP_CONCAT(DISTINCT p.name ORDER BY p.name SEPARATOR '; ') AS products
  FROM category c JOIN product p ON p.category_id = c.id GROUP BY c.id, c.name;
CREATE VIEW daily_work AS
  SELECT DATE(placed) AS day, COUNT(*) AS orders FROM orders GROUP BY DATE(placed)
  UNION ALL SELECT shipped, COUNT(*) FROM shipment WHERE shipped IS NOT NULL GROUP BY shipped;
`;
